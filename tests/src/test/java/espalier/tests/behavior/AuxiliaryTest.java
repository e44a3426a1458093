package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.NetworkOptions;
import espalier.runtime.Parameter;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Sgd;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.Trainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Heads that only training has. */
class AuxiliaryTest {

    private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

    @Test
    void inferenceKnowsNoHead() {
        HeadedNetwork network = HeadedNetwork.create();

        assertEquals(List.of("pooled", "logits"), network.outputs());
        assertEquals(Map.of("head", 0.3), network.auxiliaryOutputs());
        assertEquals(List.of(10), network.outputShape("head"));
        assertEquals(2, network.predictAll(RandomData.images(1, 3, 1, 8, 8)).size());
        assertFalse(List.of(HeadedInference.class.getDeclaredFields()).stream()
                .anyMatch(field -> field.getName().startsWith("head")));
    }

    @Test
    void totalsAreThoseOfInference() {
        Summary summary = HeadedNetwork.create().summary();

        assertEquals(788, HeadedNetwork.PARAMETERS);
        assertEquals(1_099, HeadedNetwork.AUXILIARY_PARAMETERS);
        assertEquals(788, summary.parameters());
        assertEquals(1_099, summary.auxiliaryParameters());
        assertEquals(2_664, summary.macs());
        assertEquals(216 + 1_080, summary.auxiliaryMacs());
        assertEquals(
                List.of("headConv", "head"),
                summary.layers().stream()
                        .filter(Summary.Layer::trainingOnly)
                        .map(Summary.Layer::name)
                        .toList());
    }

    /** One step by hand, with the head's gradient times 0.3, against one of the trainer. */
    @Test
    void theTrainerAddsTheHeadsLossWithItsWeight() {
        Dataset data = RandomData.dataset(8, 10, 1, 8, 8);
        int[] labels = new int[8];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.label(i);
        }
        HeadedNetwork byHand = HeadedNetwork.create();
        TrainingPass pass = byHand.training(TrainingOptions.batch(8));
        pass.forward(RandomData.images(8, 8, 1, 8, 8));
        LOSS.apply(pass.output(), labels, pass.outputGradient());
        Tensor gradient = pass.outputGradient("head");
        LOSS.apply(pass.output("head"), labels, gradient);
        for (int i = 0; i < gradient.size(); i++) {
            gradient.data()[i] *= 0.3f;
        }
        pass.backward();
        Sgd.rate(0.1).step(byHand.parameters(), pass.gradients());

        HeadedNetwork trained = HeadedNetwork.create();
        Trainer trainer = Trainer.of(trained, LOSS, Sgd.rate(0.1))
                .withBatch(8)
                .withEpochs(1)
                .withShuffle(false);
        trainer.train(data);
        HeadedNetwork without = HeadedNetwork.create();
        Trainer.of(without, LOSS, Sgd.rate(0.1))
                .withBatch(8)
                .withEpochs(1)
                .withShuffle(false)
                .withAuxiliary("head", 0)
                .train(data);

        for (Parameter parameter : byHand.parameters().list()) {
            float[] expected = parameter.value().data();
            assertArrayEquals(expected, values(trained, parameter.name()), 1e-6f, parameter.name());
        }
        float[] untouched =
                HeadedNetwork.create().parameters().get("head.weight").value().data();
        assertArrayEquals(untouched, values(without, "head.weight"), 0f);
        assertThrows(IllegalArgumentException.class, () -> trainer.withAuxiliary("hand", 0.3));
        assertThrows(IllegalArgumentException.class, () -> trainer.withAuxiliary("head", -1));
    }

    @Test
    void weightsWithAndWithoutTheHeadCanBeLoaded() {
        HeadedNetwork other = HeadedNetwork.create(NetworkOptions.defaults().withSeed(7));
        Map<String, Tensor> all = other.parameters().copyOfValues();
        Map<String, Tensor> trunk = other.parameters().copyOfValues();
        trunk.keySet().removeIf(name -> name.startsWith("head"));
        Map<String, Tensor> half = other.parameters().copyOfValues();
        half.remove("headConv.bias");

        HeadedNetwork network = HeadedNetwork.create();
        float[] head = values(network, "head.weight").clone();
        network.parameters().load(trunk);
        assertArrayEquals(head, values(network, "head.weight"));
        assertArrayEquals(values(other, "d.weight"), values(network, "d.weight"));
        network.parameters().load(all);
        assertArrayEquals(values(other, "head.weight"), values(network, "head.weight"));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> network.parameters().load(half));
        assertEquals("There are no values for headConv.bias, which is 3.", refused.getMessage());
    }

    private static float[] values(HeadedNetwork network, String parameter) {
        return network.parameters().get(parameter).value().data();
    }
}
