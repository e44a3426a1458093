package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A map enlarged by whole factors: {@code c x h x w} to {@code c x (factor * h) x (factor * w)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Upsample {
    /** How many times as large the result is: one value for both directions, or {@code {vertical, horizontal}}. */
    int[] factor();

    /** How the values between those of the map come about. */
    Mode mode() default Mode.NEAREST;

    /** How the values between those of a map come about. */
    enum Mode {
        /** Each value is repeated. */
        NEAREST,
        /**
         * The mean of the four values around, weighted by nearness. Value i lies at {@code (i + 1/2) / factor - 1/2} of
         * the input (PyTorch's {@code align_corners=False}); beyond the edge the outermost value counts for both.
         */
        BILINEAR
    }
}
