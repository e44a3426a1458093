package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution (as everywhere in the field: a cross-correlation), {@code c x h x w} to
 * {@code filters x h' x w'} with {@code h' = floor((h + padding - dilation * (kernel - 1) - 1) / stride) + 1}.
 *
 * <p>Sizes are one value for both directions, or {@code {vertical, horizontal}}. Parameters: {@code weight}
 * [filters, c / groups, kernel height, kernel width] and {@code bias} [filters].
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Conv {
    /** The number of filters, which is the number of maps that result; at least 1. */
    int filters();

    /** The size of the kernel, each at least 1. */
    int[] kernel();

    /** The step from one output value to the next, each at least 1. */
    int[] stride() default 1;

    /**
     * Zeros around the input: one value for all sides, {@code {vertical, horizontal}}, or
     * {@code {top, left, bottom, right}}; each at least 0. None by default. It may be larger than the kernel.
     */
    int[] padding() default {};

    /** Where the padding comes from; with another mode than EXPLICIT {@link #padding()} must be left out. */
    Padding paddingMode() default Padding.EXPLICIT;

    /** The distance between neighbouring taps of the kernel, each at least 1. */
    int[] dilation() default 1;

    /** In how many groups maps and filters are divided, each group reading only its own; it divides both. */
    int groups() default 1;

    /** Whether each filter has a bias. */
    boolean bias() default true;

    /** For each filter the input maps that it reads; empty: all of them. Not together with {@link #groups()}. */
    Maps[] connections() default {};

    /** How the weights are initialised. */
    Init init() default Init.BY_RULE;

    /** How the convolution is computed. */
    Algorithm algorithm() default Algorithm.AUTO;

    /** Where a window's padding comes from. */
    enum Padding {
        /** From the {@code padding} attribute. */
        EXPLICIT,
        /** So much that the result is {@code ceil(input / stride)} large; the odd row or column is at the end. */
        SAME,
        /** None. */
        VALID
    }

    /** Ways to compute a convolution; they differ in speed and rounding only. */
    enum Algorithm {
        /** The one that is expected to be the fastest for the shape. */
        AUTO,
        /** The sum over the window, as it is defined. */
        DIRECT
    }
}
