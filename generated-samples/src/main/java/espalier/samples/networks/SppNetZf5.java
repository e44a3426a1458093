package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Lrn;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Size;
import espalier.dsl.SpatialPyramid;

/**
 * SPP-net on ZF-5, for images of 224x224 and of 180x180.
 *
 * <p>Convolutions take images of any size; what ties a network to one size is its first dense layer. A spatial pyramid
 * between the two divides each map into 6x6, 3x3, 2x2 and 1x1 bins and takes the maximum of each: fifty values a map,
 * however large it is. So one network can be trained on two sizes in turn, which makes it better at both, and a
 * detector can compute the maps of an image once and pool any window of them, which {@code FastRcnn} is built on. The
 * convolutions are those of Zeiler and Fergus, which give the shapes of the paper's table when padded by half their
 * kernels.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Spatial Pyramid Pooling in Deep Convolutional Networks for Visual Recognition,
 * ECCV 2014, tables 1 and 2; M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks, ECCV 2014.
 */
@Network(
        input = {3, 224, 224},
        sizes = @Size(180))
@Expect(parameters = 77_037_672, macs = 1_255_333_888)
public interface SppNetZf5 {

    /** 7x7 with stride 2. */
    @Conv(filters = 96, kernel = 7, stride = 2, padding = 3)
    @Activation(RELU)
    Layer conv1();

    /** Among five neighbouring maps. */
    @Lrn(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
    Layer norm1();

    /** 55x55 of the larger image, 44x44 of the smaller. */
    @Pool(size = 3, stride = 2)
    @SuppressWarnings("Espalier:UnreadRows")
    @Expect(output = {96, 55, 55})
    Layer pool1();

    /** 5x5 with stride 2. */
    @Conv(filters = 256, kernel = 5, stride = 2, padding = 2)
    @Activation(RELU)
    Layer conv2();

    /** As before. */
    @Lrn(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
    Layer norm2();

    /** 13x13 of the larger image, 10x10 of the smaller. */
    @Pool(size = 3, stride = 2)
    @SuppressWarnings("Espalier:UnreadRows")
    @Expect(output = {256, 13, 13})
    Layer pool2();

    /** From here on maps keep their size. */
    @Conv(filters = 384, kernel = 3, padding = 1)
    @Activation(RELU)
    Layer conv3();

    /** As wide. */
    @Conv(filters = 384, kernel = 3, padding = 1)
    @Activation(RELU)
    Layer conv4();

    /** The last convolution. */
    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(output = {256, 13, 13})
    Layer conv5();

    /** Fifty bins a map, whatever its size: 36 + 9 + 4 + 1. */
    @SpatialPyramid(levels = {6, 3, 2, 1})
    @Expect(output = 12_800, parameters = 0)
    Layer pyramid();

    /** Half of its values are dropped in training. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    Layer fc6();

    /** Likewise. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    Layer fc7();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc8();
}
