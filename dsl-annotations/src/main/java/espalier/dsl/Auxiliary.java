package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the last layer of a head a further output that only training has, as GoogLeNet's two classifiers are: its loss is
 * added to the network's own, times a weight. The layers that only such heads read are gone from inference and from the
 * network's counts of parameters and multiply-adds, which the summary shows apart. No other layer may read the head.
 *
 * <p>The heads' parameters stand in weights files with the others; a file without any of them can be loaded too.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Auxiliary {
    /** What the head's loss is multiplied by, above 0; GoogLeNet's is 0.3. A trainer can be told another. */
    double weight();
}
