package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The input maps that one filter reads, in a connection table: {@code connections = {@Maps({0, 1, 2}), @Maps({1, 2, 3})}}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Maps {
    /** Indices of input maps, from 0, each at most once. */
    int[] value();
}
