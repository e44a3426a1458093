package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling of each whole map to one value: {@code c x h x w} to {@code c x 1 x 1}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GlobalPool {
    /** How a map is summarised. */
    Pool.Type type() default Pool.Type.AVERAGE;
}
