package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import espalier.tests.ForkedJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Once warmed up, prediction into a given tensor and a training step allocate nothing on the heap. */
class AllocationTest {

    /** The Vector API's values live on the heap until C2 has compiled a kernel, so warming up is bounded by time. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final int CALLS = 10;

    private static final int BATCH = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** In a JVM that runs nothing else, as a program would: what C2 makes of a kernel depends on what was compiled before. */
    @ParameterizedTest
    @MethodSource("cases")
    void allocatesNothingWhenWarm(Case task, Dialect dialect) throws IOException, InterruptedException {
        String output =
                ForkedJvm.run(List.of(ForkedJvm.VECTOR_MODULE), AllocationTest.class, task.name(), dialect.name());

        assertTrue(output.lines().anyMatch("allocated 0 bytes"::equals), output);
    }

    static Stream<Arguments> cases() {
        return Stream.of(Case.values())
                .flatMap(task -> Stream.of(Dialect.values()).map(dialect -> Arguments.of(task, dialect)));
    }

    /** What is repeated. */
    enum Case {
        PREDICT_INTO_A_TENSOR,
        PREDICT_WITH_HARD_ACTIVATIONS,
        TRAINING_STEP,
        TRAINING_STEP_WITH_BATCH_NORM_AND_DROPOUT
    }

    /** Prints what a case allocates when it is warm; arguments: its name, and the dialect. */
    public static void main(String[] arguments) {
        Dialect dialect = Dialect.valueOf(arguments[1]);
        try (Workers workers = Workers.of(1)) {
            NetworkOptions options =
                    NetworkOptions.defaults().withDialect(dialect).withWorkers(workers);
            System.out.println(
                    "allocated " + allocatedWhenWarm(repeated(Case.valueOf(arguments[0]), options)) + " bytes");
        }
    }

    private static Runnable repeated(Case task, NetworkOptions options) {
        return switch (task) {
            case PREDICT_INTO_A_TENSOR -> {
                Network network = LeNet5Network.create(options);
                Tensor images = RandomData.images(1, BATCH, 1, 28, 28);
                Tensor output = Tensor.zeros(BATCH, 10);
                yield () -> network.predict(images, output);
            }
            case PREDICT_WITH_HARD_ACTIVATIONS -> {
                Network network = HardActivationsNetwork.create(options);
                Tensor images = RandomData.images(1, BATCH, 3, 32, 32);
                Tensor output = Tensor.zeros(BATCH, 10);
                yield () -> network.predict(images, output);
            }
            case TRAINING_STEP -> step(LeNet5Network.create(options), RandomData.images(1, BATCH, 1, 28, 28));
            case TRAINING_STEP_WITH_BATCH_NORM_AND_DROPOUT ->
                step(MixedNetwork.create(options), RandomData.images(1, BATCH, 3, 12, 12));
        };
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
