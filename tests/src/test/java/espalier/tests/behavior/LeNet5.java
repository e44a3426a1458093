package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.TANH;
import static espalier.dsl.Pool.Type.AVERAGE;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/** LeNet-5 in its modern form. */
@Network(input = {1, 28, 28})
@Expect(output = 10, parameters = 61_706, macs = 416_520)
public interface LeNet5 {
    @Conv(filters = 6, kernel = 5, padding = 2)
    @Activation(TANH)
    Layer c1();

    @Pool(type = AVERAGE, size = 2)
    Layer s2();

    @Conv(filters = 16, kernel = 5)
    @Activation(TANH)
    @Expect(
            output = {16, 10, 10},
            parameters = 2_416)
    Layer c3();

    @Pool(type = AVERAGE, size = 2)
    Layer s4();

    @Dense(units = 120)
    @Activation(TANH)
    Layer f5();

    @Dense(units = 84)
    @Activation(TANH)
    Layer f6();

    @Dense(units = 10)
    Layer logits();
}
