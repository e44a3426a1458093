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
 * Inception v3's module for maps of 17x17, with 160 maps between: 7x7 kernels as a 1x7 and a 7x1, once in one branch
 * and twice in another (Szegedy et al. 2016, figure 6).
 */
@Block
public interface ModuleC160 {

    /** 1x1. */
    @Conv(filters = 192, kernel = 1, bias = false)
    @Named("branch1x1.conv")
    Layer one();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch1x1.bn")
    Layer oneNorm();

    /** 1x1. */
    @Conv(filters = 160, kernel = 1, bias = false)
    @Named("branch7x7_1.conv")
    Layer reduce7(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7_1.bn")
    Layer reduce7Norm();

    /** 1x7. */
    @Conv(
            filters = 160,
            kernel = {1, 7},
            padding = {0, 3},
            bias = false)
    @Named("branch7x7_2.conv")
    Layer seven1();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7_2.bn")
    Layer seven1Norm();

    /** 7x1. */
    @Conv(
            filters = 192,
            kernel = {7, 1},
            padding = {3, 0},
            bias = false)
    @Named("branch7x7_3.conv")
    Layer seven2();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7_3.bn")
    Layer seven2Norm();

    /** 1x1. */
    @Conv(filters = 160, kernel = 1, bias = false)
    @Named("branch7x7dbl_1.conv")
    Layer reduceTwice7(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7dbl_1.bn")
    Layer reduceTwice7Norm();

    /** 7x1. */
    @Conv(
            filters = 160,
            kernel = {7, 1},
            padding = {3, 0},
            bias = false)
    @Named("branch7x7dbl_2.conv")
    Layer twice1();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7dbl_2.bn")
    Layer twice1Norm();

    /** 1x7. */
    @Conv(
            filters = 160,
            kernel = {1, 7},
            padding = {0, 3},
            bias = false)
    @Named("branch7x7dbl_3.conv")
    Layer twice2();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7dbl_3.bn")
    Layer twice2Norm();

    /** 7x1. */
    @Conv(
            filters = 160,
            kernel = {7, 1},
            padding = {3, 0},
            bias = false)
    @Named("branch7x7dbl_4.conv")
    Layer twice3();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7dbl_4.bn")
    Layer twice3Norm();

    /** 1x7. */
    @Conv(
            filters = 192,
            kernel = {1, 7},
            padding = {0, 3},
            bias = false)
    @Named("branch7x7dbl_5.conv")
    Layer twice4();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7dbl_5.bn")
    Layer twice4Norm();

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
    Layer joined(Layer oneNorm, Layer seven2Norm, Layer twice4Norm, Layer projectionNorm);
}
