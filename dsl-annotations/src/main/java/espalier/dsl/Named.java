package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The prefix of a layer's parameters where a weights file asks for another than the method's name: with
 * {@code @Named("features.0")} a convolution owns {@code features.0.weight} and {@code features.0.bias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Named {
    /** The prefix, without a dot at its end. */
    String value();
}
