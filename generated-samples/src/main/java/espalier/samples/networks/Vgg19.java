package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * VGG with nineteen layers that have weights, the deepest of its paper.
 *
 * <p>A fourth 3x3 convolution in each of the last three stages. The error hardly fell any more against {@link Vgg16}:
 * plain stacks had come to the depth at which they stop getting better, which residual networks explained and mended a
 * year later. Parameters are named as in torchvision's {@code vgg19}.
 *
 * <p>K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015, table 1,
 * column E.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 143_667_240, macs = 19_632_062_464L)
public interface Vgg19 {

    @Conv(filters = 64, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.0")
    @Expect(output = {64, 224, 224})
    Layer conv11();

    @Conv(filters = 64, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.2")
    Layer conv12();

    @Pool(size = 2)
    @Expect(output = {64, 112, 112})
    Layer pool1();

    @Conv(filters = 128, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.5")
    @Expect(output = {128, 112, 112})
    Layer conv21();

    @Conv(filters = 128, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.7")
    Layer conv22();

    @Pool(size = 2)
    @Expect(output = {128, 56, 56})
    Layer pool2();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.10")
    @Expect(output = {256, 56, 56})
    Layer conv31();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.12")
    Layer conv32();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.14")
    Layer conv33();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.16")
    Layer conv34();

    @Pool(size = 2)
    @Expect(output = {256, 28, 28})
    Layer pool3();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.19")
    @Expect(output = {512, 28, 28})
    Layer conv41();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.21")
    Layer conv42();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.23")
    Layer conv43();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.25")
    Layer conv44();

    @Pool(size = 2)
    @Expect(output = {512, 14, 14})
    Layer pool4();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.28")
    @Expect(output = {512, 14, 14})
    Layer conv51();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.30")
    Layer conv52();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.32")
    Layer conv53();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.34")
    Layer conv54();

    @Pool(size = 2)
    @Expect(output = {512, 7, 7})
    Layer pool5();

    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    @Named("classifier.0")
    Layer fc6();

    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    @Named("classifier.3")
    Layer fc7();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.6")
    Layer fc8();
}
