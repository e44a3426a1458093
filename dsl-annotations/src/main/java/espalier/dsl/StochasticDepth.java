package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stochastic depth (Huang et al. 2016): in training all values of an image are zero with probability {@code rate}, for each
 * image by itself, and those of the others are scaled by {@code 1 / (1 - rate)}; inference has no trace of it.
 *
 * <p>It stands at the end of a residual branch, before the {@code @Add}: for the images that are dropped the block is then
 * its shortcut alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface StochasticDepth {
    /** The probability that an image is dropped, from 0 up to but not including 1. */
    double rate();
}
