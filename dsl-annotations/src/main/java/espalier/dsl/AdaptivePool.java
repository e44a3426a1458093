package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling to a fixed size whatever the input's: {@code c x h x w} to {@code c x size}. Of n bins of a direction with
 * length h, bin i covers the positions {@code floor(i * h / n)} up to but not including {@code ceil((i + 1) * h / n)}, so
 * that bins may overlap by one position.
 *
 * <p>A size equal to the input's leaves the map as it is.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AdaptivePool {
    /** How a bin is summarised. */
    Pool.Type type() default Pool.Type.AVERAGE;

    /**
     * The height and width of the result: one value for both, or {@code {height, width}}; each at least 1 and at most
     * the input's.
     */
    int[] size();
}
