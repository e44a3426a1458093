package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Upper bounds that a layer or a network must keep, or it does not compile. A network of several sizes must keep them at
 * each of its {@link Network#sizes()}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Budget {
    /** At most this many trainable parameters. Unset by default. */
    long maxParameters() default -1;

    /** At most this many multiply-adds for one image, counted as in {@link Expect#macs()}. Unset by default. */
    long maxMacs() default -1;

    /**
     * At most this many bytes: on a network the activations that inference holds for one image at its peak, on a layer
     * the float32 values of its result. Unset by default.
     */
    long maxActivationBytes() default -1;
}
