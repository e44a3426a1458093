package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What stands between two dense blocks (Huang et al. 2017): batch norm, ReLU, a 1x1 convolution without bias to a share of
 * the channels, and 2x2 average pooling; {@code c x h x w} to {@code floor(c * compression) x floor(h / 2) x floor(w / 2)}.
 *
 * <p>Parameters: {@code norm.weight}, {@code norm.bias}, {@code norm.running_mean}, {@code norm.running_var} and
 * {@code conv.weight}.
 *
 * @see DenseBlock
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Transition {
    /** The share of the channels that is kept, greater than 0 and at most 1; the paper's theta. */
    double compression() default 0.5;

    /** The share of the old running statistics that a training step keeps, from 0 to 1. */
    double momentum() default 0.9;

    /** Added to the variances; greater than 0. */
    double epsilon() default 1e-5;
}
