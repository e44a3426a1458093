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
 * A residual network of a hundred and fifty-two layers that have weights, the network that won the ImageNet challenge
 * of 2015.
 *
 * <p>Eight times as deep as {@link Vgg19} and still with fewer multiply-adds. That its error is lower than that of
 * {@link ResNet101}, and that one's lower than that of {@link ResNet50}, showed that with shortcuts depth keeps paying.
 * Parameters are named as in torchvision's {@code resnet152}.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 60_192_808, macs = 11_513_626_624L)
public interface ResNet152 {

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
    @Residual(filters = 64, blocks = 3, bottleneck = true)
    @Expect(output = {256, 56, 56})
    Layer layer1();

    /** The paper's conv3_x. */
    @Residual(filters = 128, blocks = 8, stride = 2, bottleneck = true)
    @Expect(output = {512, 28, 28})
    Layer layer2();

    /** The paper's conv4_x. */
    @Residual(filters = 256, blocks = 36, stride = 2, bottleneck = true)
    @Expect(output = {1024, 14, 14})
    Layer layer3();

    /** The paper's conv5_x. */
    @Residual(filters = 512, blocks = 3, stride = 2, bottleneck = true)
    @Expect(output = {2048, 7, 7})
    Layer layer4();

    /** The mean over each map. */
    @GlobalPool
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
