package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Flatten;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * "Network in Network" for ImageNet, as its authors' Caffe model has it.
 *
 * <p>Behind each convolution stand two of 1x1: a small perceptron that runs over every pixel and mixes the maps, so
 * that what a patch is turned into need not be linear. The last of them gives one map a class, and the mean over each
 * map is that class's logit. Without dense layers an eighth of {@link AlexNet}'s parameters are enough for its
 * accuracy. GoogLeNet took both ideas, the 1x1 convolution and the global average pooling, and hardly a network since
 * has done without them.
 *
 * <p>M. Lin, Q. Chen, S. Yan: Network In Network, ICLR 2014, sections 3.1 and 3.2.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 7_595_176, macs = 1_100_188_800)
public interface NinImageNet {

    /** The last row and column of the image do not fill a step of 4. */
    @Conv(filters = 96, kernel = 11, stride = 4)
    @Activation(RELU)
    @SuppressWarnings("Espalier:UnreadRows")
    @Expect(output = {96, 54, 54})
    Layer conv1();

    /** The first layer of the perceptron, "cascaded cross channel parametric pooling" in the paper. */
    @Conv(filters = 96, kernel = 1)
    @Activation(RELU)
    Layer cccp1();

    /** The second. */
    @Conv(filters = 96, kernel = 1)
    @Activation(RELU)
    Layer cccp2();

    /** Caffe rounds sizes of pools up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {96, 27, 27})
    Layer pool1();

    /** The second block. */
    @Conv(filters = 256, kernel = 5, padding = 2)
    @Activation(RELU)
    Layer conv2();

    /** Over each pixel. */
    @Conv(filters = 256, kernel = 1)
    @Activation(RELU)
    Layer cccp3();

    /** Likewise. */
    @Conv(filters = 256, kernel = 1)
    @Activation(RELU)
    Layer cccp4();

    /** 13x13. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {256, 13, 13})
    Layer pool2();

    /** The third block. */
    @Conv(filters = 384, kernel = 3, padding = 1)
    @Activation(RELU)
    Layer conv3();

    /** Over each pixel. */
    @Conv(filters = 384, kernel = 1)
    @Activation(RELU)
    Layer cccp5();

    /** Likewise. */
    @Conv(filters = 384, kernel = 1)
    @Activation(RELU)
    Layer cccp6();

    /** 6x6. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Dropout(rate = 0.5)
    @Expect(output = {384, 6, 6})
    Layer pool3();

    /** The last block. */
    @Conv(filters = 1024, kernel = 3, padding = 1)
    @Activation(RELU)
    Layer conv4();

    /** Over each pixel. */
    @Conv(filters = 1024, kernel = 1)
    @Activation(RELU)
    Layer cccp7();

    /** A map a class. */
    @Conv(filters = 1000, kernel = 1)
    @Activation(RELU)
    @Expect(output = {1000, 6, 6})
    Layer cccp8();

    /** The mean over each map: 1000 classes, no parameter. */
    @GlobalPool
    @Flatten
    @Expect(output = 1000, parameters = 0)
    Layer pool4();
}
