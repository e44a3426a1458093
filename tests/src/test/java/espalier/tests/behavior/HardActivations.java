package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.HARD_SIGMOID;
import static espalier.dsl.Activation.Kind.HARD_SWISH;
import static espalier.dsl.Activation.Kind.SWISH;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Flatten;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Scale;

/** A stem, a depthwise convolution and a gate, each with an activation of more than a bound. */
@Network(input = {3, 32, 32})
public interface HardActivations {
    @Conv(filters = 16, kernel = 3, stride = 2, padding = 1)
    @Activation(HARD_SWISH)
    Layer stem();

    @Conv(filters = 16, kernel = 5, padding = 2, groups = 16)
    @Activation(HARD_SWISH)
    Layer depthwise();

    @GlobalPool
    Layer squeezed();

    @Conv(filters = 16, kernel = 1)
    @Activation(HARD_SIGMOID)
    Layer gate();

    @Scale
    Layer scaled(Layer depthwise, Layer gate);

    @Conv(filters = 24, kernel = 1)
    @Activation(SWISH)
    Layer widened();

    @Flatten
    Layer flat();

    @Dense(units = 10)
    Layer logits();
}
