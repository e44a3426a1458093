package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A stage of residual blocks (He et al. 2015): each adds its input to what two 3x3 convolutions make of it, or in a
 * bottleneck a 1x1, a 3x3 and a 1x1 convolution, all without bias and with batch norm and ReLU. The first block takes
 * {@code c x h x w} to {@code filters x h' x w'} ({@code 4 * filters} from a bottleneck) with
 * {@code h' = ceil(h / stride)}; the others keep that shape.
 *
 * <p>Parameters have torchvision's names, for block {@code i} from 0: {@code i.conv1.weight}, {@code i.bn1.weight},
 * {@code i.bn1.bias}, {@code i.bn1.running_mean}, {@code i.bn1.running_var}, the same with 2 (and 3 in a bottleneck), and
 * where the shortcut has a projection {@code i.downsample.0.weight} and {@code i.downsample.1.*}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Residual {
    /** The filters of each convolution, in a bottleneck of the first two while the last has four times as many. */
    int filters();

    /** The number of blocks, at least 1. */
    int blocks() default 1;

    /** The step of the first block, one value or {@code {vertical, horizontal}}; each at least 1. */
    int[] stride() default 1;

    /** Whether blocks are of a 1x1, a 3x3 and a 1x1 convolution rather than of two 3x3 convolutions. */
    boolean bottleneck() default false;

    /**
     * The filters of a bottleneck's first two convolutions where they are not {@link #filters()}: 128 in ResNeXt-50 32x4d,
     * whose first stage has 64 filters, or twice the filters in a wide network.
     */
    int width() default 0;

    /** The groups of a bottleneck's 3x3 convolution (Xie et al. 2017 call it cardinality); a divisor of its width. */
    int groups() default 1;

    /** How the input reaches the addition where the first block changes its shape; otherwise it is added as it is. */
    Shortcut shortcut() default Shortcut.PROJECTION;

    /**
     * Whether batch norm and ReLU stand before each convolution rather than behind it (He et al. 2016). Nothing then follows
     * the addition, so that batch norm and ReLU must follow the last stage; a shortcut reads the block's first ReLU, and a
     * projection has no batch norm.
     */
    boolean preActivation() default false;

    /** Which of a bottleneck's convolutions has the {@link #stride()}. */
    StridePlacement stridePlacement() default StridePlacement.IN_3X3;

    /**
     * The probability in training to drop a block for an image, which is then the shortcut alone (Huang et al. 2016): none,
     * one for all blocks, or one for each; from 0 up to but not including 1.
     */
    double[] stochasticDepth() default {};

    /** The share of the old running statistics that a training step keeps, from 0 to 1. */
    double momentum() default 0.9;

    /** Added to the variances; greater than 0. */
    double epsilon() default 1e-5;

    /** Ways for an input of another shape to reach the addition. */
    enum Shortcut {
        /** A 1x1 convolution with the stride, and batch norm; He et al. 2015 call it option B. */
        PROJECTION,
        /**
         * Every stride-th row and column, and as many channels of zeros as are missing, half of them (rounded down) before; it
         * has no parameters. He et al. 2015 call it option A and use it for CIFAR-10.
         */
        SUBSAMPLE
    }

    /** The convolutions of a bottleneck that can stride. */
    enum StridePlacement {
        /** The 3x3 convolution, as in torchvision's networks, often called version 1.5. */
        IN_3X3,
        /** The first 1x1 convolution, as published by He et al. 2015. */
        IN_FIRST_1X1
    }
}
