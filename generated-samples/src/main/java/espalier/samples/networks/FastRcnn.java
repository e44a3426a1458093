package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Output;
import espalier.dsl.Regions;
import espalier.dsl.RoiPool;

/**
 * The head of Fast R-CNN for the 20 classes of Pascal VOC, on the maps that {@link Vgg16} has before its last pooling,
 * of an image of 600x800.
 *
 * <p>R-CNN ran a network over every proposed region of an image, two thousand times. Here the convolutions run once;
 * each region is cut out of their maps and pooled to 7x7, the single level of a spatial pyramid ({@link SppNetZf5}),
 * and only the dense layers run for each. One head tells the class, the other corrects the box, and both are trained
 * together, down through the pooling. Boxes are in pixels of the image, of which a cell of the maps covers sixteen.
 * Counts are those of one region.
 *
 * <p>R. Girshick: Fast R-CNN, ICCV 2015, sections 2.1 and 2.2.
 */
@Network(input = {512, 37, 50})
@Expect(parameters = 119_976_041, macs = 119_967_744)
public interface FastRcnn {

    /** 7x7 bins of each region, whatever its size. */
    @RoiPool(size = 7, scale = 1.0 / 16)
    @Expect(output = {512, 7, 7})
    Layer pool5(Layer input, Regions boxes);

    /** As in {@link Vgg16}, which its weights come from. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    Layer fc6();

    /** Likewise. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    Layer fc7();

    /** For each class four numbers that move and scale the box. */
    @Dense(units = 84)
    @Output
    @Named("bbox_pred")
    Layer boxDeltas();

    /** Twenty classes and the background. */
    @Dense(units = 21)
    @Named("cls_score")
    Layer scores(Layer fc7);
}
