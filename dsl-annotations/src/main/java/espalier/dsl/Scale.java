package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A map whose channels are scaled by a gate, the last step of squeeze and excitation (Hu et al. 2018, equation 4):
 * {@code y[c,i,j] = x[c,i,j] * gate[c]}.
 *
 * <p>The method names first the map {c, h, w}, then its gate {c, 1, 1}:
 *
 * <pre>{@code
 * @GlobalPool Layer squeeze(Layer map);
 * @Conv(filters = 4, kernel = 1) @Activation(RELU) Layer reduce();
 * @Conv(filters = 16, kernel = 1) @Activation(SIGMOID) Layer gate();
 * @Scale Layer scaled(Layer map, Layer gate);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Scale {}
