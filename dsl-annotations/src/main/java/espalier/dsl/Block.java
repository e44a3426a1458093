package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface a block: a part of networks, written once and named by {@link Use} wherever it stands. Its methods are
 * layers as those of a {@link Network}; what it reads is called {@code input}, its last method is its output.
 *
 * <pre>{@code
 * @Block
 * public interface Basic {
 *     @Conv(filters = 64, kernel = 3, padding = 1, bias = false) @BatchNorm @Activation(RELU) Layer conv1();
 *     @Conv(filters = 64, kernel = 3, padding = 1, bias = false) @BatchNorm                   Layer conv2();
 *     @Add @Activation(RELU)                                                                  Layer sum(Layer conv2, Layer input);
 * }
 * }</pre>
 *
 * <p>A block may use other blocks, but not itself, and may come from another jar, which has to be compiled with
 * {@code -parameters}: a class file does not otherwise say what its methods' parameters are called.
 *
 * <p>{@link Expect} and {@link Budget}, on the block or on its methods, are checked at each use.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Block {}
