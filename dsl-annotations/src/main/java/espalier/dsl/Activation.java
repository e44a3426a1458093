package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An element-wise activation function; the shape stays.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Activation {
    /** Which function. */
    Kind value();

    /**
     * The function's constant: the slope of LEAKY_RELU for negative values (0.01 by default), or the scale of ELU (1 by
     * default). Other functions have none.
     */
    double alpha() default Double.NaN;

    /** The activation functions. */
    enum Kind {
        /** {@code max(0, x)}. */
        RELU,
        /** {@code x} where it is positive, otherwise {@code alpha * x}. */
        LEAKY_RELU,
        /** {@code min(max(0, x), 6)}. */
        RELU6,
        /** The hyperbolic tangent. */
        TANH,
        /** {@code 1.7159 tanh(2x/3)}, as in LeNet-5. */
        SCALED_TANH,
        /** {@code 1 / (1 + e^-x)}. */
        SIGMOID,
        /** {@code x * sigmoid(x)}, also called SiLU. */
        SWISH,
        /** {@code x * hardSigmoid(x)}. */
        HARD_SWISH,
        /** {@code min(max(0, x + 3), 6) / 6}. */
        HARD_SIGMOID,
        /** {@code x} where it is positive, otherwise {@code alpha * (e^x - 1)}. */
        ELU,
        /** {@code x * Phi(x)} with the normal distribution's exact Phi, by the error function. */
        GELU
    }
}
