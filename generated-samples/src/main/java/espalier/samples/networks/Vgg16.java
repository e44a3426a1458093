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
 * VGG with sixteen layers that have weights, the network that is usually meant by "VGG".
 *
 * <p>Three 3x3 convolutions in a row see 7x7 of their input with 27 weights a pair of maps where one 7x7 kernel has 49,
 * and with three ReLUs instead of one. Its plain stages made it the favourite backbone of the detectors, segmenters and
 * style transfers of the years after; its price is 138 million parameters, of which the first dense layer alone holds
 * 103 million. Parameters are named as in torchvision's {@code vgg16}.
 *
 * <p>K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015, table 1,
 * column D.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 138_357_544, macs = 15_470_264_320L)
public interface Vgg16 {

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

    @Pool(size = 2)
    @Expect(output = {256, 28, 28})
    Layer pool3();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.17")
    @Expect(output = {512, 28, 28})
    Layer conv41();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.19")
    Layer conv42();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.21")
    Layer conv43();

    @Pool(size = 2)
    @Expect(output = {512, 14, 14})
    Layer pool4();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.24")
    @Expect(output = {512, 14, 14})
    Layer conv51();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.26")
    Layer conv52();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.28")
    Layer conv53();

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
