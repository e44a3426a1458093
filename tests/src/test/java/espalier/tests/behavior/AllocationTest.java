package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Optimizer;
import espalier.runtime.optim.Sgd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once warmed up, prediction into a given tensor and a training step allocate nothing on the heap. */
class AllocationTest {

    /** The Vector API's values live on the heap until C2 has compiled a kernel, so warming up is bounded by time. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final int CALLS = 10;

    private static final int BATCH = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void predictIntoATensor(Dialect dialect) {
        try (Workers workers = Workers.of(1)) {
            Network network = LeNet5Network.create(options(dialect, workers));
            Tensor images = RandomData.images(1, BATCH, 1, 28, 28);
            Tensor output = Tensor.zeros(BATCH, 10);

            assertEquals(0, allocatedWhenWarm(() -> network.predict(images, output)));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void trainingStep(Dialect dialect) {
        try (Workers workers = Workers.of(1)) {
            Network network = LeNet5Network.create(options(dialect, workers));
            assertEquals(0, allocatedWhenWarm(step(network, RandomData.images(1, BATCH, 1, 28, 28))));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void trainingStepWithBatchNormAndDropout(Dialect dialect) {
        try (Workers workers = Workers.of(1)) {
            Network network = MixedNetwork.create(options(dialect, workers));
            assertEquals(0, allocatedWhenWarm(step(network, RandomData.images(1, BATCH, 3, 12, 12))));
        }
    }

    private static Runnable step(Network network, Tensor images) {
        TrainingPass pass = network.training(TrainingOptions.batch(BATCH));
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        Optimizer optimizer = Sgd.rate(0.01).withMomentum(0.9);
        int[] labels = {3, 1, 4, 1};
        return () -> {
            pass.forward(images);
            loss.apply(pass.output(), labels, pass.outputGradient());
            pass.backward();
            optimizer.step(network.parameters(), pass.gradients());
        };
    }

    private static NetworkOptions options(Dialect dialect, Workers workers) {
        return NetworkOptions.defaults().withDialect(dialect).withWorkers(workers);
    }

    /** The least number of bytes that some calls in a row allocated on this thread. */
    private static long allocatedWhenWarm(Runnable call) {
        long deadline = System.nanoTime() + WARM_UP.toNanos();
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < deadline) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
