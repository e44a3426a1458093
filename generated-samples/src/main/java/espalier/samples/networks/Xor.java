package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.SIGMOID;
import static espalier.dsl.Activation.Kind.TANH;

import espalier.dsl.Activation;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Network;

/**
 * The two-layer perceptron that learns "exclusive or", which no single layer can: two numbers in, a layer of hidden
 * units, one number between 0 and 1 out.
 *
 * <p>D. E. Rumelhart, G. E. Hinton, R. J. Williams: Learning Internal Representations by Error Propagation, in Parallel
 * Distributed Processing, volume 1, 1986, chapter 8.
 */
@Network(input = {2, 1, 1})
@Expect(parameters = 17, macs = 12)
public interface Xor {

    /** Four half planes; two are enough, four find a way from almost every start. */
    @Dense(units = 4)
    @Activation(TANH)
    Layer hidden();

    /** How certain the network is that exactly one input is 1. */
    @Dense(units = 1)
    @Activation(SIGMOID)
    Layer output();
}
