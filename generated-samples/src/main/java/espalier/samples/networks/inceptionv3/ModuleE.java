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
 * Inception v3's module for maps of 8x8: 1x3 and 3x1 kernels side by side instead of one after the other, which widens
 * where maps are small (Szegedy et al. 2016, figure 7).
 */
@Block
public interface ModuleE {

    /** 1x1. */
    @Conv(filters = 320, kernel = 1, bias = false)
    @Named("branch1x1.conv")
    Layer one();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch1x1.bn")
    Layer oneNorm();

    /** 1x1. */
    @Conv(filters = 384, kernel = 1, bias = false)
    @Named("branch3x3_1.conv")
    Layer reduce3(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3_1.bn")
    Layer reduce3Norm();

    /** 1x3. */
    @Conv(
            filters = 384,
            kernel = {1, 3},
            padding = {0, 1},
            bias = false)
    @Named("branch3x3_2a.conv")
    Layer wide(Layer reduce3Norm);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3_2a.bn")
    Layer wideNorm();

    /** 3x1. */
    @Conv(
            filters = 384,
            kernel = {3, 1},
            padding = {1, 0},
            bias = false)
    @Named("branch3x3_2b.conv")
    Layer high(Layer reduce3Norm);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3_2b.bn")
    Layer highNorm();

    /** 1x1. */
    @Conv(filters = 448, kernel = 1, bias = false)
    @Named("branch3x3dbl_1.conv")
    Layer reduceTwice3(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_1.bn")
    Layer reduceTwice3Norm();

    /** 3x3. */
    @Conv(filters = 384, kernel = 3, padding = 1, bias = false)
    @Named("branch3x3dbl_2.conv")
    Layer three();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_2.bn")
    Layer threeNorm();

    /** 1x3. */
    @Conv(
            filters = 384,
            kernel = {1, 3},
            padding = {0, 1},
            bias = false)
    @Named("branch3x3dbl_3a.conv")
    Layer wideAfter(Layer threeNorm);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_3a.bn")
    Layer wideAfterNorm();

    /** 3x1. */
    @Conv(
            filters = 384,
            kernel = {3, 1},
            padding = {1, 0},
            bias = false)
    @Named("branch3x3dbl_3b.conv")
    Layer highAfter(Layer threeNorm);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3dbl_3b.bn")
    Layer highAfterNorm();

    /** Means of 3x3, padding counted. */
    @Pool(type = AVERAGE, size = 3, stride = 1, padding = 1, countPadding = true)
    Layer pool(Layer input);

    /** 1x1. */
    @Conv(filters = 192, kernel = 1, bias = false)
    @Named("branch_pool.conv")
    Layer projection();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch_pool.bn")
    Layer projectionNorm();

    /** Side by side. */
    @Concat
    Layer joined(
            Layer oneNorm,
            Layer wideNorm,
            Layer highNorm,
            Layer wideAfterNorm,
            Layer highAfterNorm,
            Layer projectionNorm);
}
