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
 * The residual network for CIFAR-10 with a hundred and ten layers that have weights: {@link ResNet20} with eighteen
 * blocks a stage.
 *
 * <p>The deepest of the series that still gets better; the paper warmed it up at a tenth of the learning rate, since at
 * the full one it began to converge only after some epochs.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2.
 */
@Network(input = {3, 32, 32})
@Expect(parameters = 1_727_962, macs = 252_887_680)
public interface ResNet110 {

    /** As wide as the first stage. */
    @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {16, 32, 32})
    Layer conv1();

    /** 36 layers. */
    @Residual(filters = 16, blocks = 18)
    @Expect(output = {16, 32, 32})
    Layer layer1();

    /** Half as large, twice as many. */
    @Residual(filters = 32, blocks = 18, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {32, 16, 16})
    Layer layer2();

    /** Again. */
    @Residual(filters = 64, blocks = 18, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {64, 8, 8})
    Layer layer3();

    /** The mean over each map. */
    @GlobalPool
    Layer pool();

    /** Ten classes. */
    @Dense(units = 10)
    Layer fc();
}
