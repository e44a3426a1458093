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
 * Inception v3's step from 17x17 to 8x8: like {@link ReductionB}, with a factorised 7x7 kernel before the stride of one
 * branch.
 */
@Block
public interface ReductionD {

    /** 1x1. */
    @Conv(filters = 192, kernel = 1, bias = false)
    @Named("branch3x3_1.conv")
    Layer reduce3();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3_1.bn")
    Layer reduce3Norm();

    /** 3x3, stride 2. */
    @Conv(filters = 320, kernel = 3, stride = 2, bias = false)
    @Named("branch3x3_2.conv")
    Layer three();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch3x3_2.bn")
    Layer threeNorm();

    /** 1x1. */
    @Conv(filters = 192, kernel = 1, bias = false)
    @Named("branch7x7x3_1.conv")
    Layer reduce7(Layer input);

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7x3_1.bn")
    Layer reduce7Norm();

    /** 1x7. */
    @Conv(
            filters = 192,
            kernel = {1, 7},
            padding = {0, 3},
            bias = false)
    @Named("branch7x7x3_2.conv")
    Layer seven1();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7x3_2.bn")
    Layer seven1Norm();

    /** 7x1. */
    @Conv(
            filters = 192,
            kernel = {7, 1},
            padding = {3, 0},
            bias = false)
    @Named("branch7x7x3_3.conv")
    Layer seven2();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7x3_3.bn")
    Layer seven2Norm();

    /** 3x3, stride 2. */
    @Conv(filters = 192, kernel = 3, stride = 2, bias = false)
    @Named("branch7x7x3_4.conv")
    Layer threeAfter();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("branch7x7x3_4.bn")
    Layer threeAfterNorm();

    /** The maps themselves, at half size. */
    @Pool(size = 3, stride = 2)
    Layer pool(Layer input);

    /** Side by side. */
    @Concat
    Layer joined(Layer threeNorm, Layer threeAfterNorm, Layer pool);
}
