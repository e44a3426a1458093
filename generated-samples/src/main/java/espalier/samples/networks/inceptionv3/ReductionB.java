package espalier.samples.networks.inceptionv3;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Block;
import espalier.dsl.Concat;
import espalier.dsl.Conv;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Pool;

/**
 * Inception v3's step from 35x35 to 17x17: two branches of convolutions and a pooling, each with stride 2, side by
 * side, so that neither is a pooling too narrow nor a convolution on large maps too dear (Szegedy et al. 2016, figure
 * 10).
 */
@Block
public interface ReductionB {

    /** 3x3, stride 2. */
    @Conv(filters = 384, kernel = 3, stride = 2, bias = false)
    @Named("branch3x3.conv")
    Layer three();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3.bn")
    Layer threeNorm();

    /** 1x1. */
    @Conv(filters = 64, kernel = 1, bias = false)
    @Named("branch3x3dbl_1.conv")
    Layer reduce3(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_1.bn")
    Layer reduce3Norm();

    /** 3x3. */
    @Conv(filters = 96, kernel = 3, padding = 1, bias = false)
    @Named("branch3x3dbl_2.conv")
    Layer threeBefore();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_2.bn")
    Layer threeBeforeNorm();

    /** 3x3, stride 2. */
    @Conv(filters = 96, kernel = 3, stride = 2, bias = false)
    @Named("branch3x3dbl_3.conv")
    Layer threeAfter();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_3.bn")
    Layer threeAfterNorm();

    /** The maps themselves, at half size. */
    @Pool(size = 3, stride = 2)
    Layer pool(Layer input);

    /** Side by side. */
    @Concat
    Layer joined(Layer threeNorm, Layer threeAfterNorm, Layer pool);
}
