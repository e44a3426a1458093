package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.TANH;
import static espalier.dsl.Pool.Type.AVERAGE;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * LeNet-5 as it is taught today: every filter of {@code c3} reads all six maps, the subsampling layers are plain
 * averages and a dense layer of ten logits stands where the paper has radial basis functions. {@link LeNet5Classic} is
 * the network as published.
 *
 * <p>After Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document Recognition,
 * Proceedings of the IEEE 86(11), 1998, section II.B.
 */
@Network(input = {1, 28, 28})
@Expect(parameters = 61_706, macs = 416_520)
public interface LeNet5 {

    /** 6x28x28. */
    @Conv(filters = 6, kernel = 5, padding = 2)
    @Activation(TANH)
    @Expect(
            output = {6, 28, 28},
            parameters = 156)
    Layer c1();

    /** 6x14x14. */
    @Pool(type = AVERAGE, size = 2)
    @Expect(output = {6, 14, 14})
    Layer s2();

    /** 16x10x10. */
    @Conv(filters = 16, kernel = 5)
    @Activation(TANH)
    @Expect(
            output = {16, 10, 10},
            parameters = 2_416)
    Layer c3();

    /** 16x5x5. */
    @Pool(type = AVERAGE, size = 2)
    @Expect(output = {16, 5, 5})
    Layer s4();

    /** 120. */
    @Dense(units = 120)
    @Activation(TANH)
    @Expect(output = 120, parameters = 48_120)
    Layer f5();

    /** 84. */
    @Dense(units = 84)
    @Activation(TANH)
    @Expect(output = 84, parameters = 10_164)
    Layer f6();

    /** 10. */
    @Dense(units = 10)
    @Expect(output = 10, parameters = 850)
    Layer logits();
}
