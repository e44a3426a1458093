package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Add;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;

/**
 * A small residual network, wired by hand: a block whose shortcut is the identity and a block that halves the map,
 * whose shortcut is a 1x1 convolution.
 *
 * <p>After K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, figures 2 and 3.
 */
@Network(input = {1, 28, 28})
@Expect(parameters = 19_962, macs = 1_684_352)
public interface TinyResidual {

    /** 16x14x14. */
    @Conv(filters = 16, kernel = 5, stride = 2, padding = 2, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer stem();

    /** 16x14x14, the first half of the identity block's residual. */
    @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer first(Layer stem);

    /** The second half. */
    @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer second(Layer first);

    /** 16x14x14: the input of the block and what the block adds to it. */
    @Add
    @Activation(RELU)
    Layer identity(Layer second, Layer stem);

    /** 32x7x7, the first half of the halving block's residual. */
    @Conv(filters = 32, kernel = 3, stride = 2, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer third(Layer identity);

    /** The second half. */
    @Conv(filters = 32, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    Layer fourth(Layer third);

    /** The shortcut, brought to the same shape. */
    @Conv(filters = 32, kernel = 1, stride = 2, bias = false)
    @BatchNorm
    @Expect(output = {32, 7, 7})
    Layer projection(Layer identity);

    /** 32x7x7. */
    @Add
    @Activation(RELU)
    Layer halved(Layer fourth, Layer projection);

    /** One mean a map, without a parameter. */
    @GlobalPool
    Layer means();

    /** 10. */
    @Dense(units = 10)
    Layer logits();
}
