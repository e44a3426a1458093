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
 * VGG with thirteen layers that have weights: {@link Vgg11} with two convolutions in its first two stages as well.
 *
 * <p>The second 3x3 kernel of a stage makes the receptive field 5x5 for 18 weights a pair of maps instead of 25. The
 * two stages that grow here are the widest in pixels, which is why the step from eleven to thirteen layers costs half
 * as many multiply-adds again, but hardly a parameter. Parameters are named as in torchvision's {@code vgg13}.
 *
 * <p>K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015, table 1,
 * column B.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 133_047_848, macs = 11_308_466_176L)
public interface Vgg13 {

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

    @Pool(size = 2)
    @Expect(output = {256, 28, 28})
    Layer pool3();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.15")
    @Expect(output = {512, 28, 28})
    Layer conv41();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.17")
    Layer conv42();

    @Pool(size = 2)
    @Expect(output = {512, 14, 14})
    Layer pool4();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.20")
    @Expect(output = {512, 14, 14})
    Layer conv51();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.22")
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
