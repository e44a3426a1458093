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
 * SqueezeNet 1.1: {@link SqueezeNet10} with less than half of its multiply-adds.
 *
 * <p>Its authors published this form with their weights after the paper: the first kernel is 3x3 instead of 7x7 with
 * fewer filters, and pooling comes earlier. The accuracy did not suffer. Parameters are named as in torchvision's
 * {@code squeezenet1_1}.
 *
 * <p>F. N. Iandola et al.: SqueezeNet, 2016, arXiv:1602.07360, and the release 1.1 of its authors' repository.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 1_235_496, macs = 349_151_936)
public interface SqueezeNet11 {

    /** The last row and column of the image do not fill a step. */
    @Conv(filters = 64, kernel = 3, stride = 2)
    @Activation(RELU)
    @SuppressWarnings("Espalier:UnreadRows")
    @Named("features.0")
    @Expect(output = {64, 111, 111})
    Layer conv1();

    /** To 55x55, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {64, 55, 55})
    Layer maxpool1();

    /** 16 maps between. */
    @Fire(squeeze = 16, expand1x1 = 64, expand3x3 = 64)
    @Named("features.3")
    Layer fire2();

    /** 16 maps between. */
    @Fire(squeeze = 16, expand1x1 = 64, expand3x3 = 64)
    @Named("features.4")
    @Expect(output = {128, 55, 55})
    Layer fire3();

    /** To 27x27, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {128, 27, 27})
    Layer maxpool3();

    /** 32 maps between. */
    @Fire(squeeze = 32, expand1x1 = 128, expand3x3 = 128)
    @Named("features.6")
    Layer fire4();

    /** 32 maps between. */
    @Fire(squeeze = 32, expand1x1 = 128, expand3x3 = 128)
    @Named("features.7")
    @Expect(output = {256, 27, 27})
    Layer fire5();

    /** To 13x13, rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {256, 13, 13})
    Layer maxpool5();

    /** 48 maps between. */
    @Fire(squeeze = 48, expand1x1 = 192, expand3x3 = 192)
    @Named("features.9")
    Layer fire6();

    /** 48 maps between. */
    @Fire(squeeze = 48, expand1x1 = 192, expand3x3 = 192)
    @Named("features.10")
    Layer fire7();

    /** 64 maps between. */
    @Fire(squeeze = 64, expand1x1 = 256, expand3x3 = 256)
    @Named("features.11")
    Layer fire8();

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
