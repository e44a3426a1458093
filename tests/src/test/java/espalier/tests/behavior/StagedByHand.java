package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Add;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/** The layers of {@link Staged}, written out. */
@Network(input = {1, 8, 8})
public interface StagedByHand {
    @Conv(filters = 4, kernel = 3)
    @Activation(RELU)
    Layer stem();

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Named("layer1.0.conv1")
    Layer a1(Layer stem);

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Named("layer1.0.conv2")
    Layer a2();

    @Add
    @Activation(RELU)
    Layer a(Layer a2, Layer stem);

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Named("layer1.1.conv1")
    Layer b1();

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Named("layer1.1.conv2")
    Layer b2();

    @Add
    @Activation(RELU)
    Layer b(Layer b2, Layer a);

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Activation(RELU)
    @Named("tail.residual.conv1")
    Layer c1();

    @Conv(filters = 4, kernel = 3, padding = 1, bias = false)
    @BatchNorm
    @Named("tail.residual.conv2")
    Layer c2();

    @Add
    @Activation(RELU)
    Layer c(Layer c2, Layer b);

    @Pool(size = 2)
    Layer pool();

    @Dense(units = 3)
    @Named("tail.logits")
    Layer logits();
}
