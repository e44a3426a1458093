package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): of a map per channel over N, H and W, of a vector per unit over N. Inference
 * uses the running statistics, folded into the layer before it where that is possible.
 *
 * <p>Parameters {@code bn.weight} and {@code bn.bias}, buffers {@code bn.running_mean} and {@code bn.running_var}, each [c];
 * without the {@code bn.} where no other layer of the same method has weights.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BatchNorm {
    /** The share of the old running statistics that a training step keeps, from 0 to 1. */
    double momentum() default 0.9;

    /** Added to the variance; greater than 0. */
    double epsilon() default 1e-5;
}
