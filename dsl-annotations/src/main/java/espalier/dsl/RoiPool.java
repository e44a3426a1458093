package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pooling of regions (Girshick 2015, section 2.1): of each box the part of the map under it is divided into bins, and each
 * bin's maximum is taken: {@code c x h x w} to {@code c x size}, once for each region.
 *
 * <pre>{@code
 * @RoiPool(size = 7, scale = 1.0 / 16) Layer pooled(Layer map, Regions boxes);
 * }</pre>
 *
 * <p>Everything computed from here on has a row for each region instead of one for each image: counts of multiply-adds
 * are then those of one region, and layers before and behind cannot be joined.
 *
 * <p>A box is scaled, and its corners are rounded, halves away from zero, to whole cells of the map, both of which belong
 * to it; it is at least one cell wide and high. Bin i of n of a region of h rows covers its rows {@code floor(i * h / n)}
 * up to but not including {@code ceil((i + 1) * h / n)}, columns alike, as far as the map reaches; an empty bin is zero.
 * That is torchvision's {@code roi_pool}, but for the rounding errors in its bins.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RoiPool {
    /** The height and width of the result: one value for both, or {@code {height, width}}; each at least 1. */
    int[] size();

    /** Cells of the map to a pixel of the network's input, such as {@code 1.0 / 16}; above 0. */
    double scale();
}
