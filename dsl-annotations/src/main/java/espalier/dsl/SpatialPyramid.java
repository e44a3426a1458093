package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Spatial pyramid pooling (He et al. 2014, section 2.2): for each level n the map is pooled to n x n bins, as
 * {@link AdaptivePool} does, and flattened in the order C, H, W; the levels follow each other in the order written. The
 * result is a vector of {@code c * sum(n * n)} values, whatever the size of the map.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SpatialPyramid {
    /** Bins of a level in each direction, each at least 1 and at most the map's height and width; one level or more. */
    int[] levels();

    /** How a bin is summarised. */
    Pool.Type type() default Pool.Type.MAX;
}
