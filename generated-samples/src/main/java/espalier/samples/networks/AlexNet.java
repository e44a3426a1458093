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

/**
 * AlexNet as published, its second, fourth and fifth convolution in two groups: the network that won the ImageNet
 * challenge of 2012.
 *
 * <p>It is LeNet-5's idea at a hundred times the size, made trainable by ReLUs, which do not saturate, by dropout in
 * the dense layers, by augmented images and by two graphics cards. Each card held half of the maps, and the two
 * exchanged them only before the third convolution and the dense layers; elsewhere a filter reads the maps of its own
 * card, which is a convolution in two groups. Local response normalisation lets neighbouring maps compete; pooling
 * windows overlap, 3x3 at stride 2. The paper says 224x224, but its own arithmetic needs 227x227. Whoever forgets the
 * groups counts 62,378,344 parameters and 1,135,256,096 multiply-adds.
 *
 * <p>A. Krizhevsky, I. Sutskever, G. E. Hinton: ImageNet Classification with Deep Convolutional Neural Networks, NIPS
 * 2012, section 3.5 and figure 2. The paper's normalisation multiplies the sum of squares by 1e-4, {@code @Lrn} their
 * mean: five times as much.
 */
@Network(input = {3, 227, 227})
@Expect(parameters = 60_965_224, macs = 724_406_816)
public interface AlexNet {

    /** Half of the 34,848 weights on each card. */
    @Conv(filters = 96, kernel = 11, stride = 4)
    @Activation(RELU)
    @Expect(
            output = {96, 55, 55},
            parameters = 34_944)
    Layer conv1();

    /** Among five neighbouring maps. */
    @Lrn(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
    Layer norm1();

    /** Windows that overlap by a row and a column. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {96, 27, 27})
    Layer pool1();

    /** Each filter reads the 48 maps of its card. */
    @Conv(filters = 256, kernel = 5, padding = 2, groups = 2)
    @Activation(RELU)
    @Expect(
            output = {256, 27, 27},
            parameters = 307_456)
    Layer conv2();

    /** As after the first convolution. */
    @Lrn(size = 5, alpha = 5e-4, beta = 0.75, k = 2)
    Layer norm2();

    /** As after the first convolution. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {256, 13, 13})
    Layer pool2();

    /** The one that reads all maps of both cards. */
    @Conv(filters = 384, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(
            output = {384, 13, 13},
            parameters = 885_120)
    Layer conv3();

    /** In two groups. */
    @Conv(filters = 384, kernel = 3, padding = 1, groups = 2)
    @Activation(RELU)
    @Expect(
            output = {384, 13, 13},
            parameters = 663_936)
    Layer conv4();

    /** In two groups. */
    @Conv(filters = 256, kernel = 3, padding = 1, groups = 2)
    @Activation(RELU)
    @Expect(
            output = {256, 13, 13},
            parameters = 442_624)
    Layer conv5();

    /** Flattened by the dense layer: 9216 values. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {256, 6, 6})
    Layer pool5();

    /** Half of its values are dropped in training. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    @Expect(output = 4096)
    Layer fc6();

    /** Likewise. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    @Expect(output = 4096)
    Layer fc7();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Expect(output = 1000)
    Layer fc8();
}
