package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Zeros around a map.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pad {
    /**
     * Rows and columns: one value for all sides, {@code {vertical, horizontal}}, or {@code {top, left, bottom, right}};
     * each at least 0.
     */
    int[] padding();
}
