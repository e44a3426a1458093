package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Depthwise;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;

/**
 * MobileNet, the first version, at full width.
 *
 * <p>A convolution does two things at once: it filters in space and mixes maps. Here they are parted: a depthwise
 * convolution filters each map alone by 3x3, then a pointwise one mixes them by 1x1. For maps by the hundred that takes
 * an eighth to a ninth of the multiply-adds, and nearly all of what remains is 1x1, a plain product of matrices. With
 * an accuracy near {@link Vgg16}'s it needs a thirtieth of the parameters, small enough for a telephone.
 *
 * <p>A. G. Howard et al.: MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, 2017,
 * arXiv:1704.04861, table 1 (whose last depthwise layer must have stride 1 to give the shapes that follow).
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 4_231_976, macs = 568_740_352)
public interface MobileNetV1 {

    /** The only convolution that sees a patch and mixes maps at once. */
    @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {32, 112, 112})
    Layer conv1();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise2();

    /** Mixes them: 32 maps to 64. */
    @Conv(filters = 64, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {64, 112, 112})
    Layer pointwise2();

    /** A 3x3 filter a map, halving it. */
    @Depthwise(kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise3();

    /** Mixes them: 64 maps to 128. */
    @Conv(filters = 128, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {128, 56, 56})
    Layer pointwise3();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise4();

    /** Mixes them: 128 maps to 128. */
    @Conv(filters = 128, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise4();

    /** A 3x3 filter a map, halving it. */
    @Depthwise(kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise5();

    /** Mixes them: 128 maps to 256. */
    @Conv(filters = 256, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {256, 28, 28})
    Layer pointwise5();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise6();

    /** Mixes them: 256 maps to 256. */
    @Conv(filters = 256, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise6();

    /** A 3x3 filter a map, halving it. */
    @Depthwise(kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise7();

    /** Mixes them: 256 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {512, 14, 14})
    Layer pointwise7();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise8();

    /** Mixes them: 512 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise8();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise9();

    /** Mixes them: 512 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise9();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise10();

    /** Mixes them: 512 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise10();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise11();

    /** Mixes them: 512 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise11();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise12();

    /** Mixes them: 512 maps to 512. */
    @Conv(filters = 512, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise12();

    /** A 3x3 filter a map, halving it. */
    @Depthwise(kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise13();

    /** Mixes them: 512 maps to 1024. */
    @Conv(filters = 1024, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {1024, 7, 7})
    Layer pointwise13();

    /** A 3x3 filter a map. */
    @Depthwise(kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer depthwise14();

    /** Mixes them: 1024 maps to 1024. */
    @Conv(filters = 1024, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer pointwise14();

    /** The mean over each map. */
    @GlobalPool
    Layer pool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
