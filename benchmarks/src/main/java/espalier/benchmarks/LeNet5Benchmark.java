package espalier.benchmarks;

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
import espalier.samples.networks.LeNet5Network;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** LeNet-5, inference and a training step, in both dialects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LeNet5Benchmark {

    /** Which kernels run. */
    @Param({"SCALAR", "VECTOR"})
    public Dialect dialect;

    /** Images at once. */
    @Param({"1", "32"})
    public int batch;

    /** Threads that the work is divided over. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private Network network;
    private TrainingPass pass;
    private Tensor images;
    private Tensor logits;
    private int[] labels;
    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    private final Optimizer optimizer = Sgd.rate(0.001).withMomentum(0.9);

    /** Called by JMH for each combination of parameters. */
    public LeNet5Benchmark() {}

    /** Makes a network and a batch of it. */
    @Setup
    public void setUp() {
        workers = Workers.of(threads);
        network = LeNet5Network.create(
                NetworkOptions.defaults().withWorkers(workers).withDialect(dialect));
        pass = network.training(TrainingOptions.batch(batch));
        images = Tensor.zeros(batch, 1, 28, 28);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = (float) Math.sin(i);
        }
        logits = Tensor.zeros(batch, 10);
        labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % 10;
        }
    }

    /** Ends the threads. */
    @TearDown
    public void tearDown() {
        workers.close();
    }

    /** A prediction of the whole batch. */
    @Benchmark
    public Tensor predict() {
        network.predict(images, logits);
        return logits;
    }

    /** Forward, loss, backward and an optimiser step. */
    @Benchmark
    public double trainingStep() {
        pass.forward(images);
        double value = loss.apply(pass.output(), labels, pass.outputGradient());
        pass.backward();
        optimizer.step(network.parameters(), pass.gradients());
        return value;
    }
}
