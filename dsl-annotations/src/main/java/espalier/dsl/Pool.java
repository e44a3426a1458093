package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling: each window of a map becomes one value.
 *
 * <p>Sizes are one value for both directions, or {@code {vertical, horizontal}}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pool {
    /** How a window is summarised. */
    Type type() default Type.MAX;

    /** The size of the window, each at least 1. */
    int[] size();

    /** The step from one window to the next, each at least 1; the window's size by default. */
    int[] stride() default {};

    /**
     * Rows and columns around the map: one value for all sides, {@code {vertical, horizontal}}, or
     * {@code {top, left, bottom, right}}; each smaller than the window. None by default. Padding is never the maximum.
     */
    int[] padding() default {};

    /** Where the padding comes from; with another mode than EXPLICIT {@link #padding()} must be left out. */
    Conv.Padding paddingMode() default Conv.Padding.EXPLICIT;

    /**
     * Whether a last window that runs over the edge counts as well (the size is rounded up, not down). A window that
     * would start beyond the map and its leading padding is dropped.
     */
    boolean ceilMode() default false;

    /** Whether padded cells count in the divisor of an average; cells beyond the padding never do. */
    boolean countPadding() default false;

    /** How a window is summarised. */
    enum Type {
        /** The largest value; NaN where a value is NaN. */
        MAX,
        /** The mean. */
        AVERAGE
    }
}
