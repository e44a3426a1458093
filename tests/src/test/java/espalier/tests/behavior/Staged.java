package espalier.tests.behavior;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Block;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Use;

/** Blocks repeated, nested and named. */
@Network(input = {1, 8, 8})
public interface Staged {
    @Conv(filters = 4, kernel = 3)
    @Activation(RELU)
    Layer stem();

    @Use(value = SmallResidual.class, repeat = 2)
    @Named("layer1")
    @Expect(parameters = 608)
    Layer stage();

    @Use(Tail.class)
    Layer tail();

    /** A block in a block. */
    @Block
    interface Tail {
        @Use(SmallResidual.class)
        @Named("residual")
        Layer inner();

        @Pool(size = 2)
        Layer pool();

        @Dense(units = 3)
        Layer logits();
    }
}
