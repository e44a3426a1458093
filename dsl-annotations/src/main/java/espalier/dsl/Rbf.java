package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * LeNet-5's output layer of radial basis functions: each unit gives the squared Euclidean distance of its input to a fixed
 * prototype (LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition", equation 7). The smallest value
 * is the answer. A map is flattened first, in the order C, H, W.
 *
 * <p>Buffer: {@code prototypes} [units, inputs], not trained.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rbf {
    /** The number of units, at least 1. */
    int units();

    /** One bitmap a unit, each with as many pixels as the input has values. */
    Bitmap[] prototypes();
}
