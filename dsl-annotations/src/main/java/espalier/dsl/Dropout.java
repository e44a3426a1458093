package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Dropout: in training each value is zero with probability {@code rate}, and the others are scaled by
 * {@code 1 / (1 - rate)}; inference has no trace of it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dropout {
    /** The probability that a value is dropped, from 0 up to but not including 1. */
    double rate();
}
