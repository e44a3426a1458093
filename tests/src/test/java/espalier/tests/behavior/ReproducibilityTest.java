package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Parameter;
import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Sgd;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.Trainer;
import espalier.samples.networks.ResNet20Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same seed gives the same bits, whatever the number of threads. */
class ReproducibilityTest {

    private static final List<Integer> THREADS = List.of(1, 2, 5);

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEpochOfLeNet5(Dialect dialect) {
        Dataset data = RandomData.dataset(70, 10, 1, 28, 28);
        assertSameBits(threads -> {
            Network network = LeNet5Network.create(options(dialect, threads, 7));
            return trained(network, data, 16);
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEpochWithBatchNormAndDropout(Dialect dialect) {
        Dataset data = RandomData.dataset(40, 7, 3, 12, 12);
        assertSameBits(threads -> {
            Network network = MixedNetwork.create(options(dialect, threads, 7));
            return trained(network, data, 9);
        });
    }

    @Test
    void anEpochByTilesThatGoOverImages() {
        Dataset data = RandomData.dataset(26, 10, 3, 32, 32);
        assertSameBits(threads -> {
            Network network = ResNet20Network.create(options(Dialect.VECTOR, threads, 7));
            return trained(network, data, 13);
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anotherSeedGivesOtherWeights(Dialect dialect) {
        try (Workers workers = Workers.of(1)) {
            Network one = LeNet5Network.create(options(dialect, workers, 7));
            Network other = LeNet5Network.create(options(dialect, workers, 8));

            assertFalse(value(one, "c1.weight").sameValues(value(other, "c1.weight")));
        }
    }

    private interface Training {
        Network run(Workers workers);
    }

    private static void assertSameBits(Training training) {
        Network first = null;
        for (int threads : THREADS) {
            try (Workers workers = Workers.of(threads)) {
                Network network = training.run(workers);
                first = first == null ? network : first;
                for (Parameter parameter : network.parameters().list()) {
                    Tensor expected = value(first, parameter.name());
                    assertTrue(
                            expected.sameValues(parameter.value()), parameter.name() + " on " + threads + " threads");
                }
            }
        }
    }

    private static Network trained(Network network, Dataset data, int batch) {
        String last = network.parameters()
                .list()
                .get(network.parameters().list().size() - 1)
                .name();
        Tensor before = value(network, last).copy();
        Trainer.of(network, new SoftmaxCrossEntropy(), Sgd.rate(0.05).withMomentum(0.9))
                .withBatch(batch)
                .withEpochs(1)
                .withSeed(3)
                .train(data);
        assertFalse(before.sameValues(value(network, last)), "the weights have moved");
        return network;
    }

    private static NetworkOptions options(Dialect dialect, Workers workers, long seed) {
        return NetworkOptions.defaults()
                .withDialect(dialect)
                .withWorkers(workers)
                .withSeed(seed);
    }

    private static Tensor value(Network network, String parameter) {
        return network.parameters().get(parameter).value();
    }
}
