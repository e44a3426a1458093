package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A dense block (Huang et al. 2017): each layer reads what all layers before it have made, and adds {@code growth} channels
 * to it; {@code c x h x w} to {@code (c + layers * growth) x h x w}. A layer is batch norm, ReLU and a 1x1 convolution, then
 * batch norm, ReLU and a 3x3 convolution, both without bias.
 *
 * <p>Parameters have torchvision's names, for layer {@code i} from 1: {@code denselayeri.norm1.weight} and so on,
 * {@code denselayeri.conv1.weight}, {@code denselayeri.norm2.weight} and so on, {@code denselayeri.conv2.weight}.
 *
 * @see Transition
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface DenseBlock {
    /** The number of layers, at least 1. */
    int layers();

    /** The channels that each layer adds, at least 1; the paper's k. */
    int growth();

    /**
     * The filters of a layer's 1x1 convolution, in multiples of the growth; 0 leaves it out, together with its batch norm and
     * ReLU, so that a layer is a single 3x3 convolution.
     */
    int bottleneck() default 4;

    /** The probability to drop a value behind each layer in training, in [0, 1). */
    double dropout() default 0;

    /** The share of the old running statistics that a training step keeps, from 0 to 1. */
    double momentum() default 0.9;

    /** Added to the variances; greater than 0. */
    double epsilon() default 1e-5;
}
