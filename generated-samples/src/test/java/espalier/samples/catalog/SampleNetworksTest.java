package espalier.samples.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.Evaluation;
import espalier.runtime.train.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleNetworksTest {
    private static final SampleNetworks NETWORKS = SampleNetworks.all();

    static List<SampleNetwork> networks() {
        return NETWORKS.list();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsDescribedUnderItsName(SampleNetwork network) {
        assertEquals(network.name(), network.summary().network());
    }

    @Test
    void aSmallNetworkIsMadeAsDescribed() {
        SampleNetwork sample = NETWORKS.find("LeNet5Classic");
        Network network = sample.create();
        assertEquals(sample.summary(), network.summary());
        assertEquals(60_000, network.parameters().count());
    }

    @Test
    void noPhotographsShip() {
        SampleNetwork sample = NETWORKS.find("NIN-ImageNet");
        IOException exception =
                assertThrows(IOException.class, () -> sample.task().training(sample.create(), Optional.empty()));
        assertEquals(
                "No images for NinImageNet ship with the samples: name a folder by --data, with pictures in"
                        + " train/<class>/ and val/<class>/ (they are scaled to 224x224).",
                exception.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5classic", "LeNet-5 Classic", "LENET_5_CLASSIC"})
    void caseAndPunctuationDoNotMatter(String name) {
        assertEquals("LeNet5Classic", NETWORKS.find(name).name());
    }

    @Test
    void aWrongNameOffersTheNearest() {
        String message = assertThrows(UnknownNetworkException.class, () -> NETWORKS.find("lenett5"))
                .getMessage();
        assertEquals("There is no network called lenett5. Did you mean LeNet5?", message);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void xorIsLearntFromAnyStart(long seed) throws IOException {
        SampleNetwork xor = NETWORKS.find("xor");
        Network network = xor.create(NetworkOptions.defaults().withSeed(seed));
        Dataset points = xor.task().training(network, Optional.empty());
        train(xor, network, points, xor.recipe().epochs());
        Evaluation evaluation = Evaluation.of(network, points, xor.task().loss(), 4);
        assertEquals(1, evaluation.accuracy());
        assertTrue(evaluation.loss() < 0.01, "loss " + evaluation.loss());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeNet5", "LeNet5Classic", "TinyResidual", "TinyInception"})
    void aFewStepsReduceTheLoss(String name) throws IOException {
        SampleNetwork sample = NETWORKS.find(name);
        Network network = sample.create();
        Dataset images =
                sample.task().training(network, Optional.empty()).shuffled(1).first(256);
        double before = Evaluation.of(network, images, sample.task().loss(), 64).loss();
        train(sample, network, images, 3);
        double after = Evaluation.of(network, images, sample.task().loss(), 64).loss();
        assertTrue(after < 0.9 * before, "loss " + before + " before, " + after + " after");
    }

    private static void train(SampleNetwork sample, Network network, Dataset data, int epochs) throws IOException {
        Recipe recipe = sample.recipe();
        Trainer.of(network, sample.task().loss(), recipe.optimizer().create(recipe.learningRate()))
                .withBatch(recipe.batch())
                .withEpochs(epochs)
                .withSchedule(recipe.schedule())
                .train(data);
    }
}
