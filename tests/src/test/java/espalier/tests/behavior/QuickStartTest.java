package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Predictions begin with the bits of the scalar kernels, and end with those of the vector kernels. */
class QuickStartTest {

    private static final NetworkOptions VECTOR = NetworkOptions.defaults().withDialect(Dialect.VECTOR);
    private static final NetworkOptions SCALAR = NetworkOptions.defaults().withDialect(Dialect.SCALAR);

    private static final Tensor IMAGES = RandomData.images(1, 2, 1, 28, 28);

    @Test
    void theFirstPredictionIsScalar() {
        Network network = LeNet5Network.create(VECTOR.withQuickStart());
        assertArrayEquals(
                predicted(LeNet5Network::create, SCALAR),
                network.predict(IMAGES).data());
        assertEquals(Dialect.VECTOR, network.dialect());
    }

    @Test
    void predictionsSwitchOnceTheOtherKernelsAreWarm() throws InterruptedException {
        float[] scalar = predicted(LeNet5Network::create, SCALAR);
        float[] vector = predicted(LeNet5Network::create, VECTOR);
        Network network = LeNet5Network.create(VECTOR.withQuickStart());
        float[] last = network.predict(IMAGES).data();
        long end = System.nanoTime() + 60_000_000_000L;
        while (!Arrays.equals(last, vector)) {
            assertArrayEquals(scalar, last, "one or the other, nothing between");
            assertTrue(System.nanoTime() < end, "not within a minute");
            Thread.sleep(1);
            last = network.predict(IMAGES).data();
        }
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(vector, network.predict(IMAGES).data(), "and there they stay");
        }
    }

    @Test
    void warmingUpEndsTheQuickStart() {
        Network network = LeNet5Network.create(VECTOR.withQuickStart());
        network.warmUp();
        assertArrayEquals(
                predicted(LeNet5Network::create, VECTOR),
                network.predict(IMAGES).data());
    }

    @Test
    void parametersAreShared() {
        Network network = LeNet5Network.create(VECTOR.withQuickStart());
        float[] before = network.predict(IMAGES).data();
        network.parameters().initialize(5);
        float[] after = predicted(LeNet5Network::create, SCALAR.withSeed(5));
        assertArrayEquals(after, network.predict(IMAGES).data());
        assertTrue(!Arrays.equals(before, after));
    }

    @Test
    void everySizeOfInputStartsSo() {
        Network scalar = SeveralSizesNetwork.create(SCALAR);
        for (Network size : scalar.sizes()) {
            List<Integer> shape = size.inputShape();
            Tensor images = RandomData.images(2, 1, shape.get(0), shape.get(1), shape.get(2));
            Network network = SeveralSizesNetwork.create(VECTOR.withQuickStart());
            assertArrayEquals(
                    scalar.predict(images).data(), network.predict(images).data());
        }
    }

    @Test
    void withoutEffectOnTheScalarDialect() {
        Network network = LeNet5Network.create(SCALAR.withQuickStart());
        float[] first = network.predict(IMAGES).data();
        network.warmUp();
        assertArrayEquals(first, network.predict(IMAGES).data());
    }

    private static float[] predicted(Function<NetworkOptions, Network> maker, NetworkOptions options) {
        return maker.apply(options).predict(IMAGES).data();
    }
}
