package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network of blocks is the network with its layers written out, to the bit. */
class BlockTest {

    private static final Tensor IMAGES = RandomData.images(1, 5, 1, 8, 8);

    @Test
    void parametersHaveTheNamesOfTheirPlaces() {
        assertEquals(names(StagedByHandNetwork.create()), names(StagedNetwork.create()));
    }

    @Test
    void predictionsAndGradientsAreThoseOfTheLayers() {
        TrainingPass blocks = trained(StagedNetwork.create());
        TrainingPass layers = trained(StagedByHandNetwork.create());

        assertArrayEquals(layers.output().data(), blocks.output().data());
        for (Parameter parameter : layers.network().parameters().trainable()) {
            assertArrayEquals(
                    layers.gradients().get(parameter.name()).data(),
                    blocks.gradients().get(parameter.name()).data(),
                    parameter.name());
        }
        assertArrayEquals(
                layers.network().predict(IMAGES).data(),
                blocks.network().predict(IMAGES).data());
    }

    @Test
    void aUseIsARowOfTheSummary() {
        assertEquals(
                List.of("stem Conv 3x3, ReLU", "stage SmallResidual x2", "tail Staged.Tail"),
                StagedNetwork.create().summary().layers().stream()
                        .map(layer -> layer.name() + " " + layer.kind())
                        .toList());
        Summary.Layer stage = StagedNetwork.create().summary().layers().get(1);
        assertEquals(608, stage.parameters());
        assertEquals(32, stage.buffers());
        assertEquals(4 * 36 * 4 * 36, stage.macs());
    }

    private static TrainingPass trained(Network network) {
        TrainingPass pass = network.training(TrainingOptions.batch(5));
        pass.forward(IMAGES);
        pass.outputGradient().fill(1);
        pass.backward();
        return pass;
    }

    private static List<String> names(Network network) {
        return network.parameters().list().stream().map(Parameter::name).toList();
    }
}
