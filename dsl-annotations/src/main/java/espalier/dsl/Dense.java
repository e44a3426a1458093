package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fully connected layer: a vector of {@code units} values. A map is flattened first, in the order C, H, W.
 *
 * <p>Parameters: {@code weight} [units, inputs] and {@code bias} [units].
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dense {
    /** The number of units, at least 1. */
    int units();

    /** Whether each unit has a bias. */
    boolean bias() default true;

    /** How the weights are initialised. */
    Init init() default Init.BY_RULE;
}
