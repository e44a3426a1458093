package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Pool.Type.AVERAGE;

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
 * "Network in Network" for CIFAR-10, as its authors' Caffe model has it.
 *
 * <p>Three blocks of a convolution and a perceptron of two 1x1 convolutions, dropout between, and the mean over each of
 * the last ten maps in place of dense layers; see {@link NinImageNet}. It was the best network for CIFAR-10 of its
 * time, with fewer than a million parameters.
 *
 * <p>M. Lin, Q. Chen, S. Yan: Network In Network, ICLR 2014, sections 3 and 4.2.
 */
@Network(input = {3, 32, 32})
@Expect(parameters = 966_986, macs = 222_486_528)
public interface NinCifar10 {

    /** The first block's convolution. */
    @Conv(filters = 192, kernel = 5, padding = 2)
    @Activation(RELU)
    Layer conv1();

    /** Over each pixel. */
    @Conv(filters = 160, kernel = 1)
    @Activation(RELU)
    Layer cccp1();

    /** Likewise. */
    @Conv(filters = 96, kernel = 1)
    @Activation(RELU)
    Layer cccp2();

    /** Caffe rounds sizes of pools up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Dropout(rate = 0.5)
    @Expect(output = {96, 16, 16})
    Layer pool1();

    /** The second block's. */
    @Conv(filters = 192, kernel = 5, padding = 2)
    @Activation(RELU)
    Layer conv2();

    /** Over each pixel. */
    @Conv(filters = 192, kernel = 1)
    @Activation(RELU)
    Layer cccp3();

    /** Likewise. */
    @Conv(filters = 192, kernel = 1)
    @Activation(RELU)
    Layer cccp4();

    /** Means here, maxima above. */
    @Pool(type = AVERAGE, size = 3, stride = 2, ceilMode = true)
    @Dropout(rate = 0.5)
    @Expect(output = {192, 8, 8})
    Layer pool2();

    /** The third block's. */
    @Conv(filters = 192, kernel = 3, padding = 1)
    @Activation(RELU)
    Layer conv3();

    /** Over each pixel. */
    @Conv(filters = 192, kernel = 1)
    @Activation(RELU)
    Layer cccp5();

    /** A map a class. */
    @Conv(filters = 10, kernel = 1)
    @Activation(RELU)
    @Expect(output = {10, 8, 8})
    Layer cccp6();

    /** The mean over each map: ten classes. */
    @GlobalPool
    @Flatten
    @Expect(output = 10, parameters = 0)
    Layer pool3();
}
