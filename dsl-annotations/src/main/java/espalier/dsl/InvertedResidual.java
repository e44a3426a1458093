package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Inverted residual blocks (Sandler et al. 2018), also called MBConv: a 1x1 convolution expands the channels, a depthwise
 * convolution follows, and a 1x1 convolution without an activation projects them to {@link #filters()}; all without bias and
 * with batch norm. Where a block keeps the shape its input is added. The first block takes {@code c x h x w} to
 * {@code filters x h' x w'} with {@code h' = ceil(h / stride)}; the others keep that shape.
 *
 * <p>With {@link #squeeze()} or {@link #squeezeRatio()} each channel is scaled behind the depthwise convolution by a gate:
 * global average pooling, a 1x1 convolution that squeezes, one that expands again, both with bias (Hu et al. 2018).
 *
 * <p>A block whose expansion leaves the channels as they are has no expanding convolution. The names of the parameters are
 * torchvision's, in the form that {@link #naming()} says.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface InvertedResidual {
    /** The filters of the projection, which is the number of maps that result; at least 1. */
    int filters();

    /** The number of blocks, at least 1. */
    int blocks() default 1;

    /** The size of the depthwise kernel, odd; it is padded by half on every side. */
    int kernel() default 3;

    /** The step of the first block's depthwise convolution, one value or {@code {vertical, horizontal}}; each at least 1. */
    int[] stride() default 1;

    /** How many times the channels of its input a block expands to, at least 1; column t of the MobileNet V2 paper. */
    int expansion() default 6;

    /** The channels a block expands to where they are no multiple; column "exp size" of the MobileNet V3 paper. */
    int expanded() default 0;

    /** The activation behind the expansion and the depthwise convolution. */
    Activation.Kind activation() default Activation.Kind.RELU6;

    /** The channels that the gate squeezes to, at least 1; without it and {@link #squeezeRatio()} there is no gate. */
    int squeeze() default 0;

    /** The same as a share of the channels of a block's input, rounded down, but at least one; EfficientNet's 0.25. */
    double squeezeRatio() default 0;

    /** The activation behind the squeezing convolution. */
    Activation.Kind squeezeActivation() default Activation.Kind.RELU;

    /** The activation that makes the gate. */
    Activation.Kind gate() default Activation.Kind.SIGMOID;

    /**
     * The probability in training to drop a block for an image, which is then its input alone (Huang et al. 2016): none, one
     * for all blocks, or one for each; from 0 up to but not including 1. Blocks that change the shape are never dropped.
     */
    double[] stochasticDepth() default {};

    /** The share of the old running statistics that a training step keeps, from 0 to 1. */
    double momentum() default 0.9;

    /** Added to the variances; greater than 0. */
    double epsilon() default 1e-5;

    /** What the parameters are called inside a block. */
    Naming naming() default Naming.MOBILENET_V2;

    /**
     * Which network's names are used. Those of the MobileNets number the blocks of all stages through: where the prefix ends
     * in a number, as in {@code @Named("features.2")}, the second block is {@code features.3}.
     */
    enum Naming {
        /**
         * {@code conv.0.0} and {@code conv.0.1} for the expansion and its batch norm, {@code conv.1.0} and {@code conv.1.1} for
         * the depthwise convolution, {@code conv.2} and {@code conv.3} for the projection; smaller numbers where there is no
         * expansion.
         */
        MOBILENET_V2,
        /**
         * {@code block.0.0}, {@code block.0.1}, {@code block.1.0}, {@code block.1.1}, then {@code block.2.fc1} and
         * {@code block.2.fc2} for the gate, {@code block.3.0} and {@code block.3.1} for the projection; smaller numbers for
         * what comes after a part that is left out.
         */
        MOBILENET_V3,
        /** As MobileNet V3's with the number of the block in its stage before, from 0: {@code 0.block.0.0}. */
        EFFICIENTNET
    }
}
