package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A prototype of {@link Rbf} drawn in bits: a set bit is +1, a clear one -1, rows from top to bottom.
 *
 * <pre>{@code
 * @Bitmap(width = 3, value = {
 *     0b010,
 *     0b111,
 *     0b010})
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Bitmap {
    /** Bits a row, 1 to 32. */
    int width();

    /** A row each; the most significant of its {@link #width()} bits is the left column. */
    int[] value();
}
