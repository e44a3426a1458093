package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Residual.Shortcut.SUBSAMPLE;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Residual;

/**
 * The residual network for CIFAR-10 with twenty layers that have weights.
 *
 * <p>Three stages of 16, 32 and 64 maps, thin enough to ask what depth does and nothing else. Where a stage halves the
 * maps the shortcut has no weights: it takes every second pixel and fills the new maps with zeros (the paper's option
 * A), so that residual and plain networks have exactly as many parameters.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2.
 */
@Network(input = {3, 32, 32})
@Expect(parameters = 269_722, macs = 40_551_040)
public interface ResNet20 {

    /** As wide as the first stage. */
    @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {16, 32, 32})
    Layer conv1();

    /** 6 layers. */
    @Residual(filters = 16, blocks = 3)
    @Expect(output = {16, 32, 32})
    Layer layer1();

    /** Half as large, twice as many. */
    @Residual(filters = 32, blocks = 3, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {32, 16, 16})
    Layer layer2();

    /** Again. */
    @Residual(filters = 64, blocks = 3, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {64, 8, 8})
    Layer layer3();

    /** The mean over each map. */
    @GlobalPool
    Layer pool();

    /** Ten classes. */
    @Dense(units = 10)
    Layer fc();
}
