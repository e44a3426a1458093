package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Claims that must hold exactly, or the network does not compile. What is not stated is not checked.
 *
 * <p>On a layer the counts include everything stacked on its method; on a network they are totals. In a network of
 * several sizes the claims are about {@link Network#input()}, not about its further {@link Network#sizes()}, whose shapes
 * and counts are others; a {@link Budget} bounds them all.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Expect {
    /** The shape that results: {@code {channels, height, width}} of a map, {@code {length}} of a vector. */
    int[] output() default {};

    /** The number of trainable parameters; 0 is a claim. Unset by default. */
    long parameters() default -1;

    /**
     * Multiply-adds for one image, in convolution and dense layers only, padded positions counted; 0 is a claim. Unset by
     * default.
     */
    long macs() default -1;

    /**
     * Rows and columns of the network's input that one value of the result sees: one value for both, or
     * {@code {vertical, horizontal}}. Over branches the largest counts, and it may exceed the input; after a global pool
     * or a dense layer it is the whole input.
     */
    int[] receptiveField() default {};
}
