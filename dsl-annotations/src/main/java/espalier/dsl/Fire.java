package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * SqueezeNet's fire module (Iandola et al. 2016): a 1x1 convolution squeezes the channels, a 1x1 and a 3x3 convolution side
 * by side expand them again, each with bias and ReLU; {@code c x h x w} to {@code (expand1x1 + expand3x3) x h x w}.
 *
 * <p>Parameters: {@code squeeze}, {@code expand1x1} and {@code expand3x3}, each with {@code .weight} and {@code .bias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Fire {
    /** The filters of the squeezing convolution, at least 1. */
    int squeeze();

    /** The filters of the expanding 1x1 convolution, at least 1. */
    int expand1x1();

    /** The filters of the expanding 3x3 convolution, at least 1. */
    int expand3x3();
}
