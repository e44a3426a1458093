package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A further size of a network's input: {@code sizes = {@Size(180), @Size({180, 320})}}.
 *
 * <p>Layers are checked at every size, and a {@link Budget} must be kept at every size. {@link Expect} claims exact
 * figures, and so those of {@link Network#input()} alone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Size {
    /** One value for both directions, or {@code {vertical, horizontal}}, each at least 1. */
    int[] value();
}
