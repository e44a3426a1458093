package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Output;
import espalier.dsl.Size;
import espalier.dsl.SpatialPyramid;

/** A pyramid makes one vector of maps of any size; the map itself is an output too. */
@Network(
        input = {1, 12, 12},
        sizes = {@Size(9), @Size({8, 13})})
public interface SeveralSizes {
    @Conv(filters = 4, kernel = 3, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Output
    Layer map();

    @SpatialPyramid(levels = {2, 1})
    Layer pyramid();

    @Dense(units = 3)
    Layer logits();
}
