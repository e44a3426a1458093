package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Concat;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * One inception module in a small network, wired by hand: four branches look at the same maps through windows of
 * different size, 1x1 convolutions keep the larger windows cheap, and the branches are laid side by side.
 *
 * <p>After C. Szegedy et al.: Going Deeper with Convolutions, CVPR 2015, figure 2(b), with batch norm as in S. Ioffe,
 * C. Szegedy: Batch Normalization, ICML 2015.
 */
@Network(input = {1, 28, 28})
@Expect(parameters = 23_914, macs = 2_098_304)
public interface TinyInception {

    /** 16x28x28. */
    @Conv(filters = 16, kernel = 5, padding = 2, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer stem();

    /** 16x14x14, what the four branches read. */
    @Pool(size = 2)
    Layer maps();

    /** The 1x1 branch. */
    @Conv(filters = 16, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer branch1x1(Layer maps);

    /** Fewer maps before the 3x3 window. */
    @Conv(filters = 12, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer reduce3x3(Layer maps);

    /** The 3x3 branch. */
    @Conv(filters = 24, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer branch3x3(Layer reduce3x3);

    /** Fewer still before the 5x5 window. */
    @Conv(filters = 4, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer reduce5x5(Layer maps);

    /** The 5x5 branch. */
    @Conv(filters = 12, kernel = 5, padding = 2, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer branch5x5(Layer reduce5x5);

    /** A 3x3 maximum around every pixel. */
    @Pool(size = 3, stride = 1, padding = 1)
    Layer maxima(Layer maps);

    /** The pooling branch. */
    @Conv(filters = 12, kernel = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer branchPool(Layer maxima);

    /** 16 + 24 + 12 + 12 maps. */
    @Concat
    @Expect(output = {64, 14, 14})
    Layer inception(Layer branch1x1, Layer branch3x3, Layer branch5x5, Layer branchPool);

    /** 64x7x7. */
    @Pool(size = 2)
    Layer pooled();

    /** 64x7x7. */
    @Conv(filters = 32, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer mixed();

    /** One mean a map, a tenth of them dropped in training. */
    @GlobalPool
    @Dropout(rate = 0.1)
    Layer means();

    /** 10. */
    @Dense(units = 10)
    Layer logits();
}
