package espalier.tests.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Auxiliary;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.DenseBlock;
import espalier.dsl.GlobalPool;
import espalier.dsl.Inception;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Transition;

/** Deep networks made small, to be trained in a test. */
interface DeepNetworks {

    /** Two inception modules, each with a head. */
    @Network(input = {3, 16, 16})
    interface TwoModules {
        @Conv(filters = 16, kernel = 3, padding = 1)
        @Activation(RELU)
        Layer stem();

        @Inception(
                conv1x1 = 8,
                reduce3x3 = 8,
                conv3x3 = 12,
                reduce5x5 = 4,
                conv5x5 = 8,
                poolProjection = 4,
                form = Inception.Form.TORCHVISION)
        Layer first();

        @GlobalPool
        Layer firstPool();

        @Dense(units = 8)
        @Auxiliary(weight = 0.3)
        Layer firstHead();

        @Pool(size = 2)
        Layer halved(Layer first);

        @Inception(conv1x1 = 16, reduce3x3 = 12, conv3x3 = 24, reduce5x5 = 4, conv5x5 = 16, poolProjection = 8)
        Layer second();

        @GlobalPool
        Layer secondPool();

        @Dense(units = 8)
        @Auxiliary(weight = 0.3)
        Layer secondHead();

        @Pool(size = 2)
        Layer quartered(Layer second);

        @Dense(units = 8)
        Layer logits();
    }

    /** Two dense blocks with a transition between. */
    @Network(input = {3, 16, 16})
    interface SmallDenseNet {
        @Conv(filters = 16, kernel = 3, padding = 1, bias = false)
        Layer stem();

        @DenseBlock(layers = 3, growth = 8, bottleneck = 2)
        Layer first();

        @Transition
        Layer transition();

        @DenseBlock(layers = 3, growth = 8, bottleneck = 2)
        Layer second();

        @BatchNorm
        @Activation(RELU)
        Layer norm();

        @GlobalPool
        Layer pool();

        @Dense(units = 8)
        Layer logits();
    }
}
