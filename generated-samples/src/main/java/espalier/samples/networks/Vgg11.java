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
 * VGG with eleven layers that have weights, the shallowest of its paper.
 *
 * <p>The paper asked what depth alone is worth. It kept one kernel, 3x3 at stride 1 with padding 1, halved the maps
 * five times by 2x2 pooling and doubled the filters each time, so that nothing but the number of layers had to be
 * decided. Two such kernels in a row see 5x5 of their input and three see 7x7, with fewer weights than one large kernel
 * and a ReLU after each. Nine tenths of the parameters are in the dense layers. Parameters are named as in
 * torchvision's {@code vgg11}.
 *
 * <p>K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015, table 1,
 * column A.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 132_863_336, macs = 7_609_090_048L)
public interface Vgg11 {

    @Conv(filters = 64, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.0")
    @Expect(output = {64, 224, 224})
    Layer conv11();

    @Pool(size = 2)
    @Expect(output = {64, 112, 112})
    Layer pool1();

    @Conv(filters = 128, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.3")
    @Expect(output = {128, 112, 112})
    Layer conv21();

    @Pool(size = 2)
    @Expect(output = {128, 56, 56})
    Layer pool2();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.6")
    @Expect(output = {256, 56, 56})
    Layer conv31();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.8")
    Layer conv32();

    @Pool(size = 2)
    @Expect(output = {256, 28, 28})
    Layer pool3();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.11")
    @Expect(output = {512, 28, 28})
    Layer conv41();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.13")
    Layer conv42();

    @Pool(size = 2)
    @Expect(output = {512, 14, 14})
    Layer pool4();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.16")
    @Expect(output = {512, 14, 14})
    Layer conv51();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.18")
    Layer conv52();

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
