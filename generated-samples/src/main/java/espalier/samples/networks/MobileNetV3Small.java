package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.HARD_SIGMOID;
import static espalier.dsl.Activation.Kind.HARD_SWISH;
import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.InvertedResidual.Naming.MOBILENET_V3;

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
 * MobileNet, the third version, small: for devices with very little to spend.
 *
 * <p>Made like {@link MobileNetV3Large}, with fewer and narrower blocks, of which nearly all have the excitation gate;
 * already the first halves its maps. Parameters are named as in torchvision's {@code mobilenet_v3_small}.
 *
 * <p>A. Howard et al.: Searching for MobileNetV3, ICCV 2019, table 2.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 2_542_856, macs = 56_510_400)
public interface MobileNetV3Small {

    /** The only convolution of full depth and 3x3. */
    @Conv(filters = 16, kernel = 3, stride = 2, padding = 1, bias = false)
    @Named("features.0.0")
    Layer conv1();

    /** Its normalisation. */
    @BatchNorm(momentum = 0.99, epsilon = 1e-3)
    @Activation(HARD_SWISH)
    @Named("features.0.1")
    @Expect(output = {16, 112, 112})
    Layer norm1();

    /** 16 maps, not expanded. */
    @InvertedResidual(
            filters = 16,
            kernel = 3,
            stride = 2,
            expanded = 16,
            activation = RELU,
            squeeze = 8,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.1")
    @Expect(output = {16, 56, 56})
    Layer bottleneck1();

    /** 16 maps, expanded to 72. */
    @InvertedResidual(
            filters = 24,
            kernel = 3,
            stride = 2,
            expanded = 72,
            activation = RELU,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.2")
    @Expect(output = {24, 28, 28})
    Layer bottleneck2();

    /** 24 maps, expanded to 88. */
    @InvertedResidual(
            filters = 24,
            kernel = 3,
            expanded = 88,
            activation = RELU,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.3")
    Layer bottleneck3();

    /** 24 maps, expanded to 96. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            stride = 2,
            expanded = 96,
            activation = HARD_SWISH,
            squeeze = 24,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.4")
    @Expect(output = {40, 14, 14})
    Layer bottleneck4();

    /** 40 maps, expanded to 240. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            expanded = 240,
            activation = HARD_SWISH,
            squeeze = 64,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.5")
    Layer bottleneck5();

    /** 40 maps, expanded to 240. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            expanded = 240,
            activation = HARD_SWISH,
            squeeze = 64,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.6")
    Layer bottleneck6();

    /** 40 maps, expanded to 120. */
    @InvertedResidual(
            filters = 48,
            kernel = 5,
            expanded = 120,
            activation = HARD_SWISH,
            squeeze = 32,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.7")
    @Expect(output = {48, 14, 14})
    Layer bottleneck7();

    /** 48 maps, expanded to 144. */
    @InvertedResidual(
            filters = 48,
            kernel = 5,
            expanded = 144,
            activation = HARD_SWISH,
            squeeze = 40,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.8")
    Layer bottleneck8();

    /** 48 maps, expanded to 288. */
    @InvertedResidual(
            filters = 96,
            kernel = 5,
            stride = 2,
            expanded = 288,
            activation = HARD_SWISH,
            squeeze = 72,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.9")
    @Expect(output = {96, 7, 7})
    Layer bottleneck9();

    /** 96 maps, expanded to 576. */
    @InvertedResidual(
            filters = 96,
            kernel = 5,
            expanded = 576,
            activation = HARD_SWISH,
            squeeze = 144,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.10")
    Layer bottleneck10();

    /** 96 maps, expanded to 576. */
    @InvertedResidual(
            filters = 96,
            kernel = 5,
            expanded = 576,
            activation = HARD_SWISH,
            squeeze = 144,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.11")
    Layer bottleneck11();

    /** The last maps. */
    @Conv(filters = 576, kernel = 1, bias = false)
    @Named("features.12.0")
    Layer conv2();

    /** Their normalisation. */
    @BatchNorm(momentum = 0.99, epsilon = 1e-3)
    @Activation(HARD_SWISH)
    @Named("features.12.1")
    @Expect(output = {576, 7, 7})
    Layer norm2();

    /** The mean over each map, before the last widening: the paper's "efficient last stage". */
    @GlobalPool
    Layer pool();

    /** A widening that costs little on one pixel. */
    @Dense(units = 1024)
    @Activation(HARD_SWISH)
    @Dropout(rate = 0.2)
    @Named("classifier.0")
    Layer hidden();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.3")
    Layer classifier();
}
