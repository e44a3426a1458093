package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.samples.networks.MobileNetV2Network;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch that is divided among threads gives the bits of one that is not, whatever the two numbers are. */
class BatchDivisionTest {

    private static final int[] IMAGES = {1, 2, 5, 7, 16, 33};
    private static final int[] THREADS = {2, 3, 5};

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void lenet5(Dialect dialect) {
        dividesWithoutATrace(dialect, LeNet5Network::create, 1, 28, 28);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aNetworkOfManyKindsOfLayers(Dialect dialect) {
        dividesWithoutATrace(dialect, MixedNetwork::create, 3, 12, 12);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void layersThatAreRunAFewRowsAtATime(Dialect dialect) {
        try (Workers one = Workers.of(1);
                Workers five = Workers.of(5)) {
            Network alone = MobileNetV2Network.create(options(dialect, one));
            Network together = MobileNetV2Network.create(options(dialect, five));
            Tensor image = RandomData.images(3, 1, 3, 224, 224);
            Tensor batch = RandomData.images(3, 7, 3, 224, 224);
            assertArrayEquals(
                    alone.predict(image).data(), together.predict(image).data());
            assertArrayEquals(
                    alone.predict(batch).data(), together.predict(batch).data());
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void changedParametersAreSeenByAllParts(Dialect dialect) {
        Tensor images = RandomData.images(4, 16, 1, 28, 28);
        try (Workers workers = Workers.of(3)) {
            Network network = LeNet5Network.create(options(dialect, workers));
            Tensor before = network.predict(images);
            network.parameters().initialize(9);
            Tensor after = network.predict(images);
            assertTrue(!before.sameValues(after));
            Network fresh = LeNet5Network.create(options(dialect, workers).withSeed(9));
            assertArrayEquals(fresh.predict(images).data(), after.data());
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aPredictionFromWithinATaskOfThePool(Dialect dialect) {
        Tensor images = RandomData.images(5, 8, 1, 28, 28);
        try (Workers workers = Workers.of(2)) {
            Network network = LeNet5Network.create(options(dialect, workers));
            Tensor expected = network.predict(images);
            workers.run(
                    6,
                    task -> assertArrayEquals(
                            expected.data(), network.predict(images).data()));
        }
    }

    private static void dividesWithoutATrace(
            Dialect dialect, Function<NetworkOptions, Network> maker, int channels, int height, int width) {
        try (Workers one = Workers.of(1)) {
            Network alone = maker.apply(options(dialect, one));
            for (int threads : THREADS) {
                try (Workers workers = Workers.of(threads)) {
                    Network together = maker.apply(options(dialect, workers));
                    for (int images : IMAGES) {
                        Tensor batch = RandomData.images(3, images, channels, height, width);
                        assertArrayEquals(
                                alone.predict(batch).data(),
                                together.predict(batch).data(),
                                images + " images on " + threads + " threads");
                    }
                }
            }
        }
    }

    private static NetworkOptions options(Dialect dialect, Workers workers) {
        return NetworkOptions.defaults().withDialect(dialect).withWorkers(workers);
    }
}
