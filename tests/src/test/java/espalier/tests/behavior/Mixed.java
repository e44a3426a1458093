package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.GELU;
import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Activation.Kind.SIGMOID;

import espalier.dsl.Activation;
import espalier.dsl.Add;
import espalier.dsl.BatchNorm;
import espalier.dsl.Concat;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Scale;
import espalier.dsl.StochasticDepth;

/** A network with most kinds of layers: branches, batch norm, dropout, stochastic depth, groups, a gate, joins. */
@Network(input = {3, 12, 12})
public interface Mixed {
    @Conv(filters = 13, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    Layer stem();

    @Conv(filters = 13, kernel = 3, padding = 1, groups = 13)
    @Activation(GELU)
    @StochasticDepth(rate = 0.2)
    Layer a();

    @Add
    @Activation(RELU)
    Layer sum(Layer a, Layer stem);

    @GlobalPool
    Layer squeezed();

    @Conv(filters = 13, kernel = 1)
    @Activation(SIGMOID)
    Layer gate();

    @Scale
    Layer scaled(Layer sum, Layer gate);

    @Conv(filters = 5, kernel = 1)
    Layer left(Layer scaled);

    @Pool(size = 3, stride = 1, padding = 1)
    Layer right(Layer sum);

    @Concat
    Layer both(Layer left, Layer right);

    @Pool(size = 2)
    Layer pooled();

    @Conv(filters = 16, kernel = 3, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Dropout(rate = 0.3)
    Layer c();

    @GlobalPool
    Layer mean();

    @Dense(units = 7)
    Layer logits();
}
