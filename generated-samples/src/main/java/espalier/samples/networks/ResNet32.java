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
 * The residual network for CIFAR-10 with thirty-two layers that have weights: {@link ResNet20} with five blocks a
 * stage.
 *
 * <p>A plain network of this depth is already worse than one of twenty layers; this one is better.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2.
 */
@Network(input = {3, 32, 32})
@Expect(parameters = 464_154, macs = 68_862_592)
public interface ResNet32 {

    /** As wide as the first stage. */
    @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Expect(output = {16, 32, 32})
    Layer conv1();

    /** 10 layers. */
    @Residual(filters = 16, blocks = 5)
    @Expect(output = {16, 32, 32})
    Layer layer1();

    /** Half as large, twice as many. */
    @Residual(filters = 32, blocks = 5, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {32, 16, 16})
    Layer layer2();

    /** Again. */
    @Residual(filters = 64, blocks = 5, stride = 2, shortcut = SUBSAMPLE)
    @Expect(output = {64, 8, 8})
    Layer layer3();

    /** The mean over each map. */
    @GlobalPool
    Layer pool();

    /** Ten classes. */
    @Dense(units = 10)
    Layer fc();
}
