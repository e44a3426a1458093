package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * LeNet-5's subsampling: the sum over each window, without overlap, times a trainable weight, plus a trainable bias, one of
 * each a map (LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition", section II.B).
 *
 * <p>Parameters: {@code weight} [c] and {@code bias} [c].
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Subsample {
    /** The size of the window, one value for both directions or {@code {vertical, horizontal}}, each at least 1. */
    int[] size();
}
