package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Inception.Form.TORCHVISION;

import espalier.dsl.Activation;
import espalier.dsl.AdaptivePool;
import espalier.dsl.Auxiliary;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Inception;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * GoogLeNet as torchvision has it: with batch normalisation, and 3x3 kernels where {@link GoogLeNet} has 5x5.
 *
 * <p>The weights were converted from a TensorFlow network that had been retrained, which is where its differences come
 * from: normalisation after every convolution makes the two response normalisations superfluous, and what was a 5x5
 * branch is 3x3 by an oversight that its weights have kept. Parameters are named as in torchvision's {@code googlenet};
 * its weights also want their input scaled to between -1 and 1, not as the other networks do.
 *
 * <p>C. Szegedy et al.: Going Deeper with Convolutions, CVPR 2015; S. Ioffe, C. Szegedy: Batch Normalization, ICML
 * 2015.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 6_624_904, macs = 1_498_376_192)
public interface GoogLeNetTorchvision {

    /** 7x7 with stride 2. */
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
    @Named("conv1.conv")
    Layer conv1();

    /** Its normalisation. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("conv1.bn")
    @Expect(output = {64, 112, 112})
    Layer conv1Norm();

    /** Sizes of pools are rounded up. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {64, 56, 56})
    Layer maxpool1();

    /** As many maps as there are. */
    @Conv(filters = 64, kernel = 1, bias = false)
    @Named("conv2.conv")
    Layer conv2();

    /** Its normalisation. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("conv2.bn")
    Layer conv2Norm();

    /** The last plain convolution. */
    @Conv(filters = 192, kernel = 3, padding = 1, bias = false)
    @Named("conv3.conv")
    Layer conv3();

    /** Its normalisation. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("conv3.bn")
    Layer conv3Norm();

    /** To 28x28. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {192, 28, 28})
    Layer maxpool2();

    /** The first module of 28x28. */
    @Inception(
            conv1x1 = 64,
            reduce3x3 = 96,
            conv3x3 = 128,
            reduce5x5 = 16,
            conv5x5 = 32,
            poolProjection = 32,
            form = TORCHVISION)
    @Expect(output = {256, 28, 28})
    Layer inception3a();

    /** The second. */
    @Inception(
            conv1x1 = 128,
            reduce3x3 = 128,
            conv3x3 = 192,
            reduce5x5 = 32,
            conv5x5 = 96,
            poolProjection = 64,
            form = TORCHVISION)
    @Expect(output = {480, 28, 28})
    Layer inception3b();

    /** To 14x14. */
    @Pool(size = 3, stride = 2, ceilMode = true)
    @Expect(output = {480, 14, 14})
    Layer maxpool3();

    /** The first of 14x14; a head reads it too. */
    @Inception(
            conv1x1 = 192,
            reduce3x3 = 96,
            conv3x3 = 208,
            reduce5x5 = 16,
            conv5x5 = 48,
            poolProjection = 64,
            form = TORCHVISION)
    @Expect(output = {512, 14, 14})
    Layer inception4a();

    /** The first head: 4x4 positions are left. */
    @AdaptivePool(size = 4)
    Layer aux1Pool(Layer inception4a);

    /** Reduced to 128 maps. */
    @Conv(filters = 128, kernel = 1, bias = false)
    @Named("aux1.conv.conv")
    Layer aux1Conv();

    /** Its normalisation. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("aux1.conv.bn")
    Layer aux1ConvNorm();

    /** Seven tenths of its values are dropped. */
    @Dense(units = 1024)
    @Activation(RELU)
    @Dropout(rate = 0.7)
    @Named("aux1.fc1")
    Layer aux1Hidden();

    /** The same 1000 classes. */
    @Dense(units = 1000)
    @Auxiliary(weight = 0.3)
    @Named("aux1.fc2")
    Layer aux1();

    /** The module after the first head. */
    @Inception(
            conv1x1 = 160,
            reduce3x3 = 112,
            conv3x3 = 224,
            reduce5x5 = 24,
            conv5x5 = 64,
            poolProjection = 64,
            form = TORCHVISION)
    @Expect(output = {512, 14, 14})
    Layer inception4b(Layer inception4a);

    /** The third of 14x14. */
    @Inception(
            conv1x1 = 128,
            reduce3x3 = 128,
            conv3x3 = 256,
            reduce5x5 = 24,
            conv5x5 = 64,
            poolProjection = 64,
            form = TORCHVISION)
    @Expect(output = {512, 14, 14})
    Layer inception4c();

    /** The fourth; the other head reads it too. */
    @Inception(
            conv1x1 = 112,
            reduce3x3 = 144,
            conv3x3 = 288,
            reduce5x5 = 32,
            conv5x5 = 64,
            poolProjection = 64,
            form = TORCHVISION)
    @Expect(output = {528, 14, 14})
    Layer inception4d();

    /** The second head: 4x4 positions are left. */
    @AdaptivePool(size = 4)
    Layer aux2Pool(Layer inception4d);

    /** Reduced to 128 maps. */
    @Conv(filters = 128, kernel = 1, bias = false)
    @Named("aux2.conv.conv")
    Layer aux2Conv();

    /** Its normalisation. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("aux2.conv.bn")
    Layer aux2ConvNorm();

    /** Seven tenths of its values are dropped. */
    @Dense(units = 1024)
    @Activation(RELU)
    @Dropout(rate = 0.7)
    @Named("aux2.fc1")
    Layer aux2Hidden();

    /** The same 1000 classes. */
    @Dense(units = 1000)
    @Auxiliary(weight = 0.3)
    @Named("aux2.fc2")
    Layer aux2();

    /** The last of 14x14. */
    @Inception(
            conv1x1 = 256,
            reduce3x3 = 160,
            conv3x3 = 320,
            reduce5x5 = 32,
            conv5x5 = 128,
            poolProjection = 128,
            form = TORCHVISION)
    @Expect(output = {832, 14, 14})
    Layer inception4e(Layer inception4d);

    /** To 7x7; windows do not overlap here. */
    @Pool(size = 2, stride = 2, ceilMode = true)
    @Expect(output = {832, 7, 7})
    Layer maxpool4();

    /** The first of 7x7. */
    @Inception(
            conv1x1 = 256,
            reduce3x3 = 160,
            conv3x3 = 320,
            reduce5x5 = 32,
            conv5x5 = 128,
            poolProjection = 128,
            form = TORCHVISION)
    @Expect(output = {832, 7, 7})
    Layer inception5a();

    /** The last. */
    @Inception(
            conv1x1 = 384,
            reduce3x3 = 192,
            conv3x3 = 384,
            reduce5x5 = 48,
            conv5x5 = 128,
            poolProjection = 128,
            form = TORCHVISION)
    @Expect(output = {1024, 7, 7})
    Layer inception5b();

    /** The mean over each map. */
    @GlobalPool
    @Dropout(rate = 0.2)
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
