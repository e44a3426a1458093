package espalier.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * GoogLeNet's inception module with dimension reductions (Szegedy et al. 2014, figure 2b): a 1x1 convolution, a 3x3
 * convolution behind a 1x1, a 5x5 convolution behind a 1x1, and a 1x1 convolution behind 3x3 max pooling of stride 1, side
 * by side and joined along the channels in this order; {@code c x h x w} to
 * {@code (conv1x1 + conv3x3 + conv5x5 + poolProjection) x h x w}. Each convolution is followed by a ReLU. The attributes
 * are the columns of the paper's table 1.
 *
 * <p>Parameters as published: {@code conv1x1}, {@code reduce3x3}, {@code conv3x3}, {@code reduce5x5}, {@code conv5x5} and
 * {@code poolProjection}, each with {@code .weight} and {@code .bias}; those of torchvision's form have its names, such as
 * {@code branch1.conv.weight} and {@code branch2.0.bn.running_mean}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Inception {
    /** Column "#1x1": the filters of the 1x1 convolution. */
    int conv1x1();

    /** Column "#3x3 reduce": the filters of the 1x1 convolution before the 3x3. */
    int reduce3x3();

    /** Column "#3x3": the filters of the 3x3 convolution. */
    int conv3x3();

    /** Column "#5x5 reduce": the filters of the 1x1 convolution before the 5x5. */
    int reduce5x5();

    /** Column "#5x5": the filters of the 5x5 convolution. */
    int conv5x5();

    /** Column "pool proj": the filters of the 1x1 convolution behind the pooling. */
    int poolProjection();

    /** What the convolutions are like. */
    Form form() default Form.PUBLISHED;

    /** The forms in which the module is in use. */
    enum Form {
        /** As in the paper: convolutions with bias, no batch norm. */
        PUBLISHED,
        /**
         * As in torchvision's GoogLeNet: batch norm (epsilon 1e-3) and no bias, and a 3x3 convolution in place of the 5x5.
         */
        TORCHVISION
    }
}
