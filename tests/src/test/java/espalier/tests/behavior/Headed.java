package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Auxiliary;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Output;

/** A trunk with a head for training, which reads a layer that only it reads, and a further output that stays. */
@Network(input = {1, 8, 8})
@Expect(parameters = 20 + 38 + 730, macs = 648 + 1_296 + 720)
public interface Headed {
    @Conv(filters = 2, kernel = 3)
    @Activation(RELU)
    Layer c();

    @GlobalPool
    @Output
    Layer pooled();

    @Conv(filters = 3, kernel = 1)
    @Activation(RELU)
    Layer headConv(Layer c);

    @Dense(units = 10)
    @Auxiliary(weight = 0.3)
    @Expect(parameters = 1_090)
    Layer head();

    @Conv(filters = 2, kernel = 3, padding = 1)
    Layer d(Layer c);

    @Dense(units = 10)
    Layer logits();
}
