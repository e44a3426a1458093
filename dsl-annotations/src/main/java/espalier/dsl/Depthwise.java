package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A depthwise convolution: each map is convolved by itself, with {@link #multiplier} filters of its own,
 * {@code c x h x w} to {@code (c * multiplier) x h' x w'}. The same as {@link Conv} with {@code groups = c} and
 * {@code filters = c * multiplier}: filter {@code k} reads map {@code k / multiplier}.
 *
 * <p>Sizes are one value for both directions, or {@code {vertical, horizontal}}. Parameters: {@code weight}
 * [c * multiplier, 1, kernel height, kernel width] and {@code bias} [c * multiplier].
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Depthwise {
    /** The number of filters for each map; at least 1. */
    int multiplier() default 1;

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
    Conv.Padding paddingMode() default Conv.Padding.EXPLICIT;

    /** The distance between neighbouring taps of the kernel, each at least 1. */
    int[] dilation() default 1;

    /** Whether each filter has a bias. */
    boolean bias() default true;

    /** How the weights are initialised. */
    Init init() default Init.BY_RULE;
}
