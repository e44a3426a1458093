package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface (or abstract class) a network: one annotated method a layer, in the order of the source.
 *
 * <pre>{@code
 * @Network(input = {1, 28, 28})
 * public interface Perceptron {
 *     @Dense(units = 100) @Activation(RELU) Layer hidden();
 *     @Dense(units = 10)                    Layer logits();
 * }
 * }</pre>
 *
 * <p>A method without parameters takes the layer above it; the first takes the network's input. Parameters name the layers
 * that a method takes instead; the network's input is called {@code input}. The last method is the network's output. From
 * this interface the processor generates {@code PerceptronNetwork} in the same package.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Network {
    /** The shape of one image: channels, height, width; each at least 1. */
    int[] input();

    /**
     * Further sizes of the input, with the same channels. The network is then generated for each of them, all with the same
     * parameters: it predicts and trains on images of any of its sizes. A layer whose parameters depend on the size, as a
     * dense layer on a map, is an error. What {@link Expect} claims is claimed of {@link #input()}; a {@link Budget} bounds
     * every size.
     */
    Size[] sizes() default {};

    /** Whether rows or columns that a stride leaves unread are an error instead of a warning. */
    boolean strict() default false;
}
