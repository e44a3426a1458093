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
 * MobileNet, the third version, large.
 *
 * <p>A search on a telephone's own timings chose kernels, widths and gates; people then mended the two ends, which the
 * search had not touched: fewer filters in the first layer, and the last widening behind the pooling, on one pixel
 * instead of 49. The blocks are {@link MobileNetV2}'s with squeeze and excitation in some, a gate that scales each map
 * by what the means of all maps say. Swish and sigmoid are replaced by piecewise forms of ReLU6, which need no
 * exponential. Parameters are named as in torchvision's {@code mobilenet_v3_large}.
 *
 * <p>A. Howard et al.: Searching for MobileNetV3, ICCV 2019, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 5_483_032, macs = 216_589_760)
public interface MobileNetV3Large {

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
            expanded = 16,
            activation = RELU,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.1")
    @Expect(output = {16, 112, 112})
    Layer bottleneck1();

    /** 16 maps, expanded to 64. */
    @InvertedResidual(
            filters = 24,
            kernel = 3,
            stride = 2,
            expanded = 64,
            activation = RELU,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.2")
    @Expect(output = {24, 56, 56})
    Layer bottleneck2();

    /** 24 maps, expanded to 72. */
    @InvertedResidual(
            filters = 24,
            kernel = 3,
            expanded = 72,
            activation = RELU,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.3")
    Layer bottleneck3();

    /** 24 maps, expanded to 72. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            stride = 2,
            expanded = 72,
            activation = RELU,
            squeeze = 24,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.4")
    @Expect(output = {40, 28, 28})
    Layer bottleneck4();

    /** 40 maps, expanded to 120. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            expanded = 120,
            activation = RELU,
            squeeze = 32,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.5")
    Layer bottleneck5();

    /** 40 maps, expanded to 120. */
    @InvertedResidual(
            filters = 40,
            kernel = 5,
            expanded = 120,
            activation = RELU,
            squeeze = 32,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.6")
    Layer bottleneck6();

    /** 40 maps, expanded to 240. */
    @InvertedResidual(
            filters = 80,
            kernel = 3,
            stride = 2,
            expanded = 240,
            activation = HARD_SWISH,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.7")
    @Expect(output = {80, 14, 14})
    Layer bottleneck7();

    /** 80 maps, expanded to 200. */
    @InvertedResidual(
            filters = 80,
            kernel = 3,
            expanded = 200,
            activation = HARD_SWISH,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.8")
    Layer bottleneck8();

    /** 80 maps, expanded to 184. */
    @InvertedResidual(
            filters = 80,
            kernel = 3,
            expanded = 184,
            activation = HARD_SWISH,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.9")
    Layer bottleneck9();

    /** 80 maps, expanded to 184. */
    @InvertedResidual(
            filters = 80,
            kernel = 3,
            expanded = 184,
            activation = HARD_SWISH,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.10")
    Layer bottleneck10();

    /** 80 maps, expanded to 480. */
    @InvertedResidual(
            filters = 112,
            kernel = 3,
            expanded = 480,
            activation = HARD_SWISH,
            squeeze = 120,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.11")
    @Expect(output = {112, 14, 14})
    Layer bottleneck11();

    /** 112 maps, expanded to 672. */
    @InvertedResidual(
            filters = 112,
            kernel = 3,
            expanded = 672,
            activation = HARD_SWISH,
            squeeze = 168,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.12")
    Layer bottleneck12();

    /** 112 maps, expanded to 672. */
    @InvertedResidual(
            filters = 160,
            kernel = 5,
            stride = 2,
            expanded = 672,
            activation = HARD_SWISH,
            squeeze = 168,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.13")
    @Expect(output = {160, 7, 7})
    Layer bottleneck13();

    /** 160 maps, expanded to 960. */
    @InvertedResidual(
            filters = 160,
            kernel = 5,
            expanded = 960,
            activation = HARD_SWISH,
            squeeze = 240,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.14")
    Layer bottleneck14();

    /** 160 maps, expanded to 960. */
    @InvertedResidual(
            filters = 160,
            kernel = 5,
            expanded = 960,
            activation = HARD_SWISH,
            squeeze = 240,
            gate = HARD_SIGMOID,
            momentum = 0.99,
            epsilon = 1e-3,
            naming = MOBILENET_V3)
    @Named("features.15")
    Layer bottleneck15();

    /** The last maps. */
    @Conv(filters = 960, kernel = 1, bias = false)
    @Named("features.16.0")
    Layer conv2();

    /** Their normalisation. */
    @BatchNorm(momentum = 0.99, epsilon = 1e-3)
    @Activation(HARD_SWISH)
    @Named("features.16.1")
    @Expect(output = {960, 7, 7})
    Layer norm2();

    /** The mean over each map, before the last widening: the paper's "efficient last stage". */
    @GlobalPool
    Layer pool();

    /** A widening that costs little on one pixel. */
    @Dense(units = 1280)
    @Activation(HARD_SWISH)
    @Dropout(rate = 0.2)
    @Named("classifier.0")
    Layer hidden();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.3")
    Layer classifier();
}
