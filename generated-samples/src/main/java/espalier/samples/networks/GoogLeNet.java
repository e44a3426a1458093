package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Pool.Type.AVERAGE;

import espalier.dsl.Activation;
import espalier.dsl.Auxiliary;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Inception;
import espalier.dsl.Layer;
import espalier.dsl.Lrn;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * GoogLeNet as published, with both auxiliary heads: the network that won the ImageNet challenge of 2014.
 *
 * <p>A layer need not choose one kernel size: an inception module runs 1x1, 3x3 and 5x5 convolutions and a pooling side
 * by side and joins their maps. What makes that affordable are 1x1 convolutions that reduce the maps before the large
 * kernels. Nine such modules in a row, global average pooling instead of dense layers, and the whole has a ninth of
 * {@link AlexNet}'s parameters. In training two small classifiers on modules in the middle add their losses, weighted
 * by 0.3, so that the gradient reaches the lower half; they are gone at inference. Each module's claim is a row of the
 * paper's table.
 *
 * <p>C. Szegedy et al.: Going Deeper with Convolutions, CVPR 2015, table 1 and section 5.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 6_998_552, macs = 1_582_671_872)
public interface GoogLeNet {

    /** 7x7 with stride 2. */
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3)
    @Activation(RELU)
    @Expect(output = {64, 112, 112})
    Layer conv1();

    /** Sizes of pools are rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {64, 56, 56})
    Layer pool1();

    /** Among five neighbouring maps. */
    @Lrn(size = 5)
    Layer norm1();

    /** Reduces before the 3x3 convolution, to as many maps as there are. */
    @Conv(filters = 64, kernel = 1)
    @Activation(RELU)
    Layer reduce2();

    /** The last plain convolution. */
    @Conv(filters = 192, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(output = {192, 56, 56})
    Layer conv2();

    /** As before. */
    @Lrn(size = 5)
    Layer norm2();

    /** To 28x28. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {192, 28, 28})
    Layer pool2();

    /** The first module of 28x28. */
    @Inception(conv1x1 = 64, reduce3x3 = 96, conv3x3 = 128, reduce5x5 = 16, conv5x5 = 32, poolProjection = 32)
    @Expect(
            output = {256, 28, 28},
            parameters = 163_696)
    Layer inception3a();

    /** The second. */
    @Inception(conv1x1 = 128, reduce3x3 = 128, conv3x3 = 192, reduce5x5 = 32, conv5x5 = 96, poolProjection = 64)
    @Expect(
            output = {480, 28, 28},
            parameters = 388_736)
    Layer inception3b();

    /** To 14x14. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {480, 14, 14})
    Layer pool3();

    /** The first of 14x14; a head reads it too. */
    @Inception(conv1x1 = 192, reduce3x3 = 96, conv3x3 = 208, reduce5x5 = 16, conv5x5 = 48, poolProjection = 64)
    @Expect(
            output = {512, 14, 14},
            parameters = 376_176)
    Layer inception4a();

    /** The first head: 4x4 positions are left. */
    @Pool(type = AVERAGE, size = 5, stride = 3)
    Layer head1Pool(Layer inception4a);

    /** Reduced to 128 maps. */
    @Conv(filters = 128, kernel = 1)
    @Activation(RELU)
    Layer head1Conv();

    /** Seven tenths of its values are dropped. */
    @Dense(units = 1024)
    @Activation(RELU)
    @Dropout(rate = 0.7)
    Layer head1Hidden();

    /** The same 1000 classes. */
    @Dense(units = 1000)
    @Auxiliary(weight = 0.3)
    Layer head1();

    /** The module after the first head. */
    @Inception(conv1x1 = 160, reduce3x3 = 112, conv3x3 = 224, reduce5x5 = 24, conv5x5 = 64, poolProjection = 64)
    @Expect(
            output = {512, 14, 14},
            parameters = 449_160)
    Layer inception4b(Layer inception4a);

    /** The third of 14x14. */
    @Inception(conv1x1 = 128, reduce3x3 = 128, conv3x3 = 256, reduce5x5 = 24, conv5x5 = 64, poolProjection = 64)
    @Expect(
            output = {512, 14, 14},
            parameters = 510_104)
    Layer inception4c();

    /** The fourth; the other head reads it too. */
    @Inception(conv1x1 = 112, reduce3x3 = 144, conv3x3 = 288, reduce5x5 = 32, conv5x5 = 64, poolProjection = 64)
    @Expect(
            output = {528, 14, 14},
            parameters = 605_376)
    Layer inception4d();

    /** The second head: 4x4 positions are left. */
    @Pool(type = AVERAGE, size = 5, stride = 3)
    Layer head2Pool(Layer inception4d);

    /** Reduced to 128 maps. */
    @Conv(filters = 128, kernel = 1)
    @Activation(RELU)
    Layer head2Conv();

    /** Seven tenths of its values are dropped. */
    @Dense(units = 1024)
    @Activation(RELU)
    @Dropout(rate = 0.7)
    Layer head2Hidden();

    /** The same 1000 classes. */
    @Dense(units = 1000)
    @Auxiliary(weight = 0.3)
    Layer head2();

    /** The last of 14x14. */
    @Inception(conv1x1 = 256, reduce3x3 = 160, conv3x3 = 320, reduce5x5 = 32, conv5x5 = 128, poolProjection = 128)
    @Expect(
            output = {832, 14, 14},
            parameters = 868_352)
    Layer inception4e(Layer inception4d);

    /** To 7x7. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {832, 7, 7})
    Layer pool4();

    /** The first of 7x7. */
    @Inception(conv1x1 = 256, reduce3x3 = 160, conv3x3 = 320, reduce5x5 = 32, conv5x5 = 128, poolProjection = 128)
    @Expect(
            output = {832, 7, 7},
            parameters = 1_043_456)
    Layer inception5a();

    /** The last. */
    @Inception(conv1x1 = 384, reduce3x3 = 192, conv3x3 = 384, reduce5x5 = 48, conv5x5 = 128, poolProjection = 128)
    @Expect(
            output = {1024, 7, 7},
            parameters = 1_444_080)
    Layer inception5b();

    /** Instead of a large dense layer, which would have 51 million weights. */
    @GlobalPool
    @Dropout(rate = 0.4)
    @Expect(
            output = {1024, 1, 1},
            parameters = 0)
    Layer pool5();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer classifier();
}
