package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Fire;
import espalier.dsl.Flatten;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * SqueezeNet 1.0: {@link AlexNet}'s accuracy with a fiftieth of its parameters.
 *
 * <p>Three habits keep it small: most kernels are 1x1 instead of 3x3, a fire module squeezes the maps to few before it
 * expands them by kernels of both sizes, and pooling comes late, so that most layers see large maps. There is no dense
 * layer: as in {@link NinImageNet}, the last convolution gives a map a class. Parameters are named as in torchvision's
 * {@code squeezenet1_0}.
 *
 * <p>F. N. Iandola et al.: SqueezeNet: AlexNet-level Accuracy with 50x Fewer Parameters and &lt;0.5 MB Model Size,
 * 2016, arXiv:1602.07360, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 1_248_424, macs = 818_924_576)
public interface SqueezeNet10 {

    /** The last row and column of the image do not fill a step. */
    @Conv(filters = 96, kernel = 7, stride = 2)
    @Activation(RELU)
    @SuppressWarnings("Espalier:UnreadRows")
    @Named("features.0")
    @Expect(output = {96, 109, 109})
    Layer conv1();

    /** To 54x54, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {96, 54, 54})
    Layer maxpool1();

    /** 16 maps between. */
    @Fire(squeeze = 16, expand1x1 = 64, expand3x3 = 64)
    @Named("features.3")
    @Expect(output = {128, 54, 54})
    Layer fire2();

    /** 16 maps between. */
    @Fire(squeeze = 16, expand1x1 = 64, expand3x3 = 64)
    @Named("features.4")
    Layer fire3();

    /** 32 maps between. */
    @Fire(squeeze = 32, expand1x1 = 128, expand3x3 = 128)
    @Named("features.5")
    @Expect(output = {256, 54, 54})
    Layer fire4();

    /** To 27x27, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {256, 27, 27})
    Layer maxpool4();

    /** 32 maps between. */
    @Fire(squeeze = 32, expand1x1 = 128, expand3x3 = 128)
    @Named("features.7")
    Layer fire5();

    /** 48 maps between. */
    @Fire(squeeze = 48, expand1x1 = 192, expand3x3 = 192)
    @Named("features.8")
    Layer fire6();

    /** 48 maps between. */
    @Fire(squeeze = 48, expand1x1 = 192, expand3x3 = 192)
    @Named("features.9")
    Layer fire7();

    /** 64 maps between. */
    @Fire(squeeze = 64, expand1x1 = 256, expand3x3 = 256)
    @Named("features.10")
    @Expect(output = {512, 27, 27})
    Layer fire8();

    /** To 13x13, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {512, 13, 13})
    Layer maxpool8();

    /** 64 maps between. */
    @Fire(squeeze = 64, expand1x1 = 256, expand3x3 = 256)
    @Named("features.12")
    @Expect(output = {512, 13, 13})
    Layer fire9();

    /** Dropped values, then a map a class. */
    @Dropout(rate = 0.5)
    @Conv(filters = 1000, kernel = 1)
    @Activation(RELU)
    @Named("classifier.1")
    @Expect(output = {1000, 13, 13})
    Layer conv10();

    /** The mean over each map: 1000 classes. */
    @GlobalPool
    @Flatten
    Layer pool10();
}
