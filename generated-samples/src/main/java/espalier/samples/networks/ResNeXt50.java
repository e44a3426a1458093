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
 * ResNeXt of fifty layers, "32x4d": {@link ResNet50} whose 3x3 convolutions have 32 groups of four maps.
 *
 * <p>Inception modules split, transform and merge, but each branch has to be designed. Here all branches of a block are
 * alike, thirty-two paths four maps wide, which is the same as one grouped convolution. At the same cost the block can
 * be twice as wide in its middle: how many paths there are, the cardinality, pays more than depth or width does.
 * Parameters are named as in torchvision's {@code resnext50_32x4d}.
 *
 * <p>S. Xie, R. Girshick, P. Dollár, Z. Tu, K. He: Aggregated Residual Transformations for Deep Neural Networks, CVPR
 * 2017, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 25_028_904, macs = 4_230_479_872L)
public interface ResNeXt50 {

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
    @Residual(filters = 64, blocks = 3, bottleneck = true, width = 128, groups = 32)
    @Expect(output = {256, 56, 56})
    Layer layer1();

    /** The paper's conv3_x. */
    @Residual(filters = 128, blocks = 4, stride = 2, bottleneck = true, width = 256, groups = 32)
    @Expect(output = {512, 28, 28})
    Layer layer2();

    /** The paper's conv4_x. */
    @Residual(filters = 256, blocks = 6, stride = 2, bottleneck = true, width = 512, groups = 32)
    @Expect(output = {1024, 14, 14})
    Layer layer3();

    /** The paper's conv5_x. */
    @Residual(filters = 512, blocks = 3, stride = 2, bottleneck = true, width = 1024, groups = 32)
    @Expect(output = {2048, 7, 7})
    Layer layer4();

    /** The mean over each map. */
    @GlobalPool
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
