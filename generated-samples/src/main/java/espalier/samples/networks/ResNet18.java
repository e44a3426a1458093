package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Residual;

/**
 * A residual network of eighteen layers that have weights.
 *
 * <p>Plain networks like {@link Vgg19} get worse beyond some twenty layers, on the training set too: not for lack of
 * capacity, but because many layers are hard to train together. Here every two convolutions learn only what to add to
 * their input, which a shortcut carries past them. A block that has nothing to add can leave its weights near zero, and
 * the gradient reaches the first layers undamped. Each is normalised before its ReLU; where a stage halves the maps and
 * doubles their number, a 1x1 convolution brings the shortcut to the new shape. Parameters are named as in
 * torchvision's {@code resnet18}.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 11_689_512, macs = 1_814_073_344)
public interface ResNet18 {

    /** A large kernel first; its normalisation stands on a method of its own, for torchvision's names. */
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
    @Expect(output = {64, 112, 112})
    Layer conv1();

    /** Of the first convolution. */
    @BatchNorm
    @Activation(RELU)
    Layer bn1();

    /** Before the first stage. */
    @Pool(size = 3, stride = 2, padding = 1)
    @Expect(output = {64, 56, 56})
    Layer maxpool();

    /** The paper's conv2_x. */
    @Residual(filters = 64, blocks = 2)
    @Expect(output = {64, 56, 56})
    Layer layer1();

    /** The paper's conv3_x. */
    @Residual(filters = 128, blocks = 2, stride = 2)
    @Expect(output = {128, 28, 28})
    Layer layer2();

    /** The paper's conv4_x. */
    @Residual(filters = 256, blocks = 2, stride = 2)
    @Expect(output = {256, 14, 14})
    Layer layer3();

    /** The paper's conv5_x. */
    @Residual(filters = 512, blocks = 2, stride = 2)
    @Expect(output = {512, 7, 7})
    Layer layer4();

    /** The mean over each map. */
    @GlobalPool
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
