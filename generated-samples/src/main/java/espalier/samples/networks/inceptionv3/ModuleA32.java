package espalier.samples.networks.inceptionv3;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Pool.Type.AVERAGE;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Block;
import espalier.dsl.Concat;
import espalier.dsl.Conv;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Pool;

/**
 * Inception v3's module for maps of 35x35, with 32 maps behind its pooling: the 5x5 kernel of GoogLeNet is kept, its
 * 3x3 branch has a second 3x3 behind it (Szegedy et al. 2016, figure 5).
 */
@Block
public interface ModuleA32 {

    /** 1x1. */
    @Conv(filters = 64, kernel = 1, bias = false)
    @Named("branch1x1.conv")
    Layer one();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch1x1.bn")
    Layer oneNorm();

    /** 1x1. */
    @Conv(filters = 48, kernel = 1, bias = false)
    @Named("branch5x5_1.conv")
    Layer reduce5(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch5x5_1.bn")
    Layer reduce5Norm();

    /** 5x5. */
    @Conv(filters = 64, kernel = 5, padding = 2, bias = false)
    @Named("branch5x5_2.conv")
    Layer five();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch5x5_2.bn")
    Layer fiveNorm();

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
    Layer three();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_2.bn")
    Layer threeNorm();

    /** 3x3. */
    @Conv(filters = 96, kernel = 3, padding = 1, bias = false)
    @Named("branch3x3dbl_3.conv")
    Layer threeAgain();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_3.bn")
    Layer threeAgainNorm();

    /** Means of 3x3, padding counted. */
    @Pool(type = AVERAGE, size = 3, stride = 1, padding = 1, countPadding = true)
    Layer pool(Layer input);

    /** 1x1. */
    @Conv(filters = 32, kernel = 1, bias = false)
    @Named("branch_pool.conv")
    Layer projection();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch_pool.bn")
    Layer projectionNorm();

    /** Side by side. */
    @Concat
    Layer joined(Layer oneNorm, Layer fiveNorm, Layer threeAgainNorm, Layer projectionNorm);
}
