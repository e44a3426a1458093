package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.SWISH;
import static espalier.dsl.InvertedResidual.Naming.EFFICIENTNET;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.InvertedResidual;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;

/**
 * EfficientNet-B0, the smallest of its family.
 *
 * <p>A network can be made deeper, wider or given larger images; the paper scales all three together, by powers of one
 * number whose bases were found once. What is scaled is this network, found by a search for accuracy against
 * multiply-adds: the blocks of {@link MobileNetV2} with squeeze and excitation in each, swish for ReLU6, and some
 * kernels of 5x5. In training whole blocks are skipped at random, later ones more often. It reaches {@link ResNet50}'s
 * accuracy with a tenth of its multiply-adds, though not in a tenth of the time, since depthwise kernels keep a
 * machine's memory busier than its arithmetic. Parameters are named as in torchvision's {@code efficientnet_b0}.
 *
 * <p>M. Tan, Q. V. Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, ICML 2019, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 5_288_548, macs = 385_814_752)
public interface EfficientNetB0 {

    /** The only convolution of full depth and 3x3. */
    @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
    @Named("features.0.0")
    Layer conv1();

    /** Its normalisation. */
    @BatchNorm
    @Activation(SWISH)
    @Named("features.0.1")
    @Expect(output = {32, 112, 112})
    Layer norm1();

    /** One block of 3x3, without expansion. */
    @InvertedResidual(
            filters = 16,
            expansion = 1,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            naming = EFFICIENTNET)
    @Named("features.1")
    @Expect(output = {16, 112, 112})
    Layer stage1();

    /** 2 blocks of 3x3. */
    @InvertedResidual(
            filters = 24,
            blocks = 2,
            stride = 2,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = {0.0125, 0.025},
            naming = EFFICIENTNET)
    @Named("features.2")
    @Expect(output = {24, 56, 56})
    Layer stage2();

    /** 2 blocks of 5x5. */
    @InvertedResidual(
            filters = 40,
            blocks = 2,
            kernel = 5,
            stride = 2,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = {0.0375, 0.05},
            naming = EFFICIENTNET)
    @Named("features.3")
    @Expect(output = {40, 28, 28})
    Layer stage3();

    /** 3 blocks of 3x3. */
    @InvertedResidual(
            filters = 80,
            blocks = 3,
            stride = 2,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = {0.0625, 0.075, 0.0875},
            naming = EFFICIENTNET)
    @Named("features.4")
    @Expect(output = {80, 14, 14})
    Layer stage4();

    /** 3 blocks of 5x5. */
    @InvertedResidual(
            filters = 112,
            blocks = 3,
            kernel = 5,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = {0.1, 0.1125, 0.125},
            naming = EFFICIENTNET)
    @Named("features.5")
    @Expect(output = {112, 14, 14})
    Layer stage5();

    /** 4 blocks of 5x5. */
    @InvertedResidual(
            filters = 192,
            blocks = 4,
            kernel = 5,
            stride = 2,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = {0.1375, 0.15, 0.1625, 0.175},
            naming = EFFICIENTNET)
    @Named("features.6")
    @Expect(output = {192, 7, 7})
    Layer stage6();

    /** One block of 3x3. */
    @InvertedResidual(
            filters = 320,
            activation = SWISH,
            squeezeRatio = 0.25,
            squeezeActivation = SWISH,
            stochasticDepth = 0.1875,
            naming = EFFICIENTNET)
    @Named("features.7")
    @Expect(output = {320, 7, 7})
    Layer stage7();

    /** The last maps. */
    @Conv(filters = 1280, kernel = 1, bias = false)
    @Named("features.8.0")
    Layer conv2();

    /** Their normalisation. */
    @BatchNorm
    @Activation(SWISH)
    @Named("features.8.1")
    @Expect(output = {1280, 7, 7})
    Layer norm2();

    /** The mean over each map. */
    @GlobalPool
    @Dropout(rate = 0.2)
    Layer pool();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.1")
    Layer classifier();
}
