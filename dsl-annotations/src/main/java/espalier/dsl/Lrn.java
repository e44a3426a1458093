package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Local response normalisation across the channels of each pixel (Krizhevsky et al. 2012, section 3.3):
 *
 * <pre>{@code y[c] = x[c] / (k + alpha / size * sum of x[n]^2)^beta}</pre>
 *
 * <p>The sum goes over the {@code size} channels around c, fewer at both ends. As in ONNX and PyTorch, alpha is divided by
 * size; the paper does not divide, so that its values (k = 2, n = 5, alpha = 1e-4, beta = 0.75) are written
 * {@code @Lrn(size = 5, alpha = 5e-4, k = 2)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Lrn {
    /** Channels in the window; odd. */
    int size();

    /** The weight of the mean square; at least 0. */
    double alpha() default 1e-4;

    /** The exponent; at least 0. The vector kernels need 0.5, 0.75 or 1; others take a slower path. */
    double beta() default 0.75;

    /** The bias, added to the weighted mean square; greater than 0. */
    double k() default 1;
}
