package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Add;
import espalier.dsl.BatchNorm;
import espalier.dsl.Block;
import espalier.dsl.Conv;
import espalier.dsl.Expect;
import espalier.dsl.Layer;

/** Two convolutions and a shortcut. */
@Block
@Expect(
        output = {4, 6, 6},
        parameters = 304)
public interface SmallResidual {
    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer conv1();

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer conv2();

    @Add
    @Activation(RELU)
    Layer sum(Layer conv2, Layer input);
}
