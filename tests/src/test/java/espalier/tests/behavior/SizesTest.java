package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.Gradients;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Sgd;
import espalier.runtime.train.Evaluation;
import espalier.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One network for images of several sizes. */
class SizesTest {

    private static final Tensor IMAGES = RandomData.images(1, 3, 1, 8, 13);

    @Test
    void everySizeIsANetworkWithTheSameParameters() {
        Network network = SeveralSizesNetwork.create();

        assertEquals(
                List.of(List.of(1, 12, 12), List.of(1, 9, 9), List.of(1, 8, 13)),
                network.sizes().stream().map(Network::inputShape).toList());
        assertEquals(
                List.of(List.of(4, 10, 10), List.of(4, 7, 7), List.of(4, 6, 11)),
                network.sizes().stream().map(size -> size.outputShape("map")).toList());
        network.sizes().forEach(size -> assertSame(network.parameters(), size.parameters()));
        assertEquals(3_660, network.summary().macs());
        assertEquals(9 * 4 * 66 + 60, network.sizes().get(2).summary().macs());
    }

    /** To the bit what a network generated for that size alone computes, in both directions. */
    @Test
    void theSizeOfTheImagesDecides() {
        Network several = SeveralSizesNetwork.create();
        Network one = OneSizeNetwork.create();

        assertArrayEquals(one.predict(IMAGES).data(), several.predict(IMAGES).data());
        assertArrayEquals(
                one.predictAll(IMAGES).get(0).data(),
                several.predictAll(IMAGES).get(0).data());
        Tensor output = Tensor.zeros(3, 3);
        several.predict(IMAGES, output);
        assertArrayEquals(one.predict(IMAGES).data(), output.data());

        TrainingPass ofSeveral = trained(several);
        TrainingPass ofOne = trained(one);
        for (Parameter parameter : one.parameters().trainable()) {
            assertArrayEquals(
                    ofOne.gradients().get(parameter.name()).data(),
                    ofSeveral.gradients().get(parameter.name()).data(),
                    parameter.name());
        }
        assertArrayEquals(
                one.parameters().get("map.bn.running_mean").value().data(),
                several.parameters().get("map.bn.running_mean").value().data());
    }

    @Test
    void onePassTrainsOnAllSizes() {
        Network network = SeveralSizesNetwork.create();
        TrainingPass pass = network.training(TrainingOptions.batch(3));
        Gradients gradients = pass.gradients();
        pass.forward(RandomData.images(1, 3, 1, 9, 9));
        pass.outputGradient().fill(1);
        pass.backward();
        float[] before = gradients.get("map.weight").data().clone();
        pass.forward(IMAGES);
        assertEquals(List.of(3, 4, 6, 11), dims(pass.output("map")));
        pass.outputGradient().fill(1);
        pass.backward();

        assertSame(gradients, pass.gradients());
        assertNotEquals(before[0], gradients.get("map.weight").data()[0]);
        assertSame(network, pass.network());
    }

    @Test
    void trainersTakeDatasetsOfAnySize() {
        Network network = SeveralSizesNetwork.create();
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), Sgd.rate(0.01))
                .withEpochs(1)
                .withBatch(4);
        trainer.train(RandomData.dataset(8, 3, 1, 12, 12));
        trainer.train(RandomData.dataset(8, 3, 1, 9, 9));
        Evaluation.of(network, RandomData.dataset(8, 3, 1, 8, 13), new SoftmaxCrossEntropy(), 4);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> trainer.train(RandomData.dataset(8, 3, 1, 7, 7)));

        assertEquals(
                "SeveralSizes takes images of 1x12x12 or 1x9x9 or 1x8x13, but the dataset's are 1x7x7.",
                refused.getMessage());
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Network network = SeveralSizesNetwork.create();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> network.predict(Tensor.zeros(2, 1, 13, 8)));

        assertEquals(
                "SeveralSizes expects images of shape Nx1x12x12 or Nx1x9x9 or Nx1x8x13 with N at least 1, but got 2x1x13x8.",
                refused.getMessage());
    }

    private static TrainingPass trained(Network network) {
        TrainingPass pass = network.training(TrainingOptions.batch(3));
        pass.forward(IMAGES);
        pass.outputGradient().fill(1);
        pass.backward();
        return pass;
    }

    private static List<Integer> dims(Tensor tensor) {
        return Arrays.stream(tensor.shape()).boxed().toList();
    }
}
