package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU6;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.InvertedResidual;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;

/**
 * MobileNet, the second version, at full width.
 *
 * <p>A depthwise convolution is cheap, so it can afford many maps; what must be carried from block to block should be
 * few. Hence the residual block upside down: the shortcut joins the narrow ends, a 1x1 convolution expands six times,
 * 3x3 filters each map alone, and another 1x1 projects down again. No ReLU follows the projection, since in few
 * dimensions it would destroy what it cuts off. Against {@link MobileNetV1} half the multiply-adds at a better
 * accuracy. Parameters are named as in torchvision's {@code mobilenet_v2}.
 *
 * <p>M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen: MobileNetV2: Inverted Residuals and Linear Bottlenecks,
 * CVPR 2018, table 2.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 3_504_872, macs = 300_774_272)
public interface MobileNetV2 {

    /** The only convolution of full depth and 3x3. */
    @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
    @Named("features.0.0")
    Layer conv1();

    /** Its normalisation. */
    @BatchNorm
    @Activation(RELU6)
    @Named("features.0.1")
    @Expect(output = {32, 112, 112})
    Layer norm1();

    /** Without expansion. */
    @InvertedResidual(filters = 16, expansion = 1)
    @Named("features.1")
    @Expect(output = {16, 112, 112})
    Layer bottleneck1();

    /** Two blocks, expanded six times like all that follow. */
    @InvertedResidual(filters = 24, blocks = 2, stride = 2)
    @Named("features.2")
    @Expect(output = {24, 56, 56})
    Layer bottleneck2();

    /** 3 blocks. */
    @InvertedResidual(filters = 32, blocks = 3, stride = 2)
    @Named("features.4")
    @Expect(output = {32, 28, 28})
    Layer bottleneck3();

    /** 4 blocks. */
    @InvertedResidual(filters = 64, blocks = 4, stride = 2)
    @Named("features.7")
    @Expect(output = {64, 14, 14})
    Layer bottleneck4();

    /** 3 blocks. */
    @InvertedResidual(filters = 96, blocks = 3)
    @Named("features.11")
    @Expect(output = {96, 14, 14})
    Layer bottleneck5();

    /** 3 blocks. */
    @InvertedResidual(filters = 160, blocks = 3, stride = 2)
    @Named("features.14")
    @Expect(output = {160, 7, 7})
    Layer bottleneck6();

    /** 1 block. */
    @InvertedResidual(filters = 320)
    @Named("features.17")
    @Expect(output = {320, 7, 7})
    Layer bottleneck7();

    /** The last maps. */
    @Conv(filters = 1280, kernel = 1, bias = false)
    @Named("features.18.0")
    Layer conv2();

    /** Their normalisation. */
    @BatchNorm
    @Activation(RELU6)
    @Named("features.18.1")
    @Expect(output = {1280, 7, 7})
    Layer norm2();

    /** The mean over each map. */
    @GlobalPool
    @Dropout(rate = 0.2)
    Layer pool();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.1")
    Layer classifier();
}
