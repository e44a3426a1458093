package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * {@link Vgg16} with batch normalisation before every ReLU of its convolutions, as torchvision has it.
 *
 * <p>VGG was published before batch normalisation; its deep variants had to be started from trained shallow ones. With
 * the maps normalised in each batch they train from random weights, with higher learning rates. At inference each
 * normalisation is folded into the convolution before it and costs nothing. The convolutions keep their biases, though
 * a normalisation makes them useless, so that weights trained with torchvision's {@code vgg16_bn} fit.
 *
 * <p>S. Ioffe, C. Szegedy: Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
 * Shift, ICML 2015.
 *
 * <p>K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015, table 1,
 * column D.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 138_365_992, macs = 15_470_264_320L)
public interface Vgg16BatchNorm {

    @Conv(filters = 64, kernel = 3, padding = 1)
    @Named("features.0")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv11();

    @BatchNorm
    @Activation(RELU)
    @Named("features.1")
    Layer norm11();

    @Conv(filters = 64, kernel = 3, padding = 1)
    @Named("features.3")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv12();

    @BatchNorm
    @Activation(RELU)
    @Named("features.4")
    Layer norm12();

    @Pool(size = 2)
    @Expect(output = {64, 112, 112})
    Layer pool1();

    @Conv(filters = 128, kernel = 3, padding = 1)
    @Named("features.7")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv21();

    @BatchNorm
    @Activation(RELU)
    @Named("features.8")
    Layer norm21();

    @Conv(filters = 128, kernel = 3, padding = 1)
    @Named("features.10")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv22();

    @BatchNorm
    @Activation(RELU)
    @Named("features.11")
    Layer norm22();

    @Pool(size = 2)
    @Expect(output = {128, 56, 56})
    Layer pool2();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Named("features.14")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv31();

    @BatchNorm
    @Activation(RELU)
    @Named("features.15")
    Layer norm31();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Named("features.17")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv32();

    @BatchNorm
    @Activation(RELU)
    @Named("features.18")
    Layer norm32();

    @Conv(filters = 256, kernel = 3, padding = 1)
    @Named("features.20")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv33();

    @BatchNorm
    @Activation(RELU)
    @Named("features.21")
    Layer norm33();

    @Pool(size = 2)
    @Expect(output = {256, 28, 28})
    Layer pool3();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.24")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv41();

    @BatchNorm
    @Activation(RELU)
    @Named("features.25")
    Layer norm41();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.27")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv42();

    @BatchNorm
    @Activation(RELU)
    @Named("features.28")
    Layer norm42();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.30")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv43();

    @BatchNorm
    @Activation(RELU)
    @Named("features.31")
    Layer norm43();

    @Pool(size = 2)
    @Expect(output = {512, 14, 14})
    Layer pool4();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.34")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv51();

    @BatchNorm
    @Activation(RELU)
    @Named("features.35")
    Layer norm51();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.37")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv52();

    @BatchNorm
    @Activation(RELU)
    @Named("features.38")
    Layer norm52();

    @Conv(filters = 512, kernel = 3, padding = 1)
    @Named("features.40")
    @SuppressWarnings("Espalier:RedundantBias")
    Layer conv53();

    @BatchNorm
    @Activation(RELU)
    @Named("features.41")
    Layer norm53();

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
