package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One network, many threads. */
class ConcurrencyTest {

    private static final int THREADS = 16;

    private static final int ROUNDS = 20;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void sixteenThreadsPredictOnOneNetwork(Dialect dialect) throws Exception {
        Network network = LeNet5Network.create(NetworkOptions.defaults().withDialect(dialect));
        List<Tensor> images = new ArrayList<>();
        List<Tensor> expected = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            images.add(RandomData.images(thread, 1 + thread % 5, 1, 28, 28));
            expected.add(network.predict(images.get(thread)));
        }

        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Tensor mine = images.get(thread);
                Tensor wanted = expected.get(thread);
                tasks.add(() -> alwaysPredicts(network, mine, wanted));
            }
            for (Future<Boolean> right : executor.invokeAll(tasks)) {
                assertTrue(right.get());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static boolean alwaysPredicts(Network network, Tensor images, Tensor expected) {
        boolean right = true;
        for (int round = 0; round < ROUNDS; round++) {
            right &= network.predict(images).sameValues(expected);
        }
        return right;
    }
}
