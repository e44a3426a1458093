package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Block}, once or several times in a row, each time with parameters of its own.
 *
 * <p>The parameters of a layer {@code conv1} of the block are called {@code stage.conv1.weight} if the method is called
 * {@code stage}, and {@code stage.0.conv1.weight}, {@code stage.1.conv1.weight}, … if the block is repeated. {@link Named} on
 * the method that uses the block replaces {@code stage}, on a method of the block it replaces {@code conv1}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Use {
    /** An interface annotated with {@link Block}. */
    Class<?> value();

    /** How many copies stand in a row, each reading the one before; at least 1. */
    int repeat() default 1;
}
