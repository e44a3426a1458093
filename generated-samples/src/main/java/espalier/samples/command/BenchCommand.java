package espalier.samples.command;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Regions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.optim.Optimizer;
import espalier.samples.catalog.SampleNetwork;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier bench}. */
@Command(
        name = "bench",
        description = {
            "Measures how long one batch takes: the median after warm-up.",
            "",
            "A training batch is a whole step: forward, loss, backward and the optimiser. The images are random. A network "
                    + "that reads regions gets one an image, of 128x128 pixels."
        })
final class BenchCommand extends EspalierCommand {
    private static final int MOST_WARM_UPS = 10;
    private static final int LAST_SPELLS = 3;
    private static final int LEAST_RUNS_A_SPELL = 3;
    private static final double GAIN = 0.95;
    private static final int LEAST_MEASURED = 11;
    private static final int MOST_MEASURED = 10_000;
    private static final int REGION = 128;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    @Parameters(paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "inference or training; by default ${DEFAULT-VALUE}.",
            defaultValue = "inference")
    private Task task;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images a batch, by default ${DEFAULT-VALUE}.",
            defaultValue = "32")
    private int batch;

    @Option(
            names = "--seconds",
            paramLabel = "X",
            description = "How long to measure, after a warm-up of at least that time; by default ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private double seconds;

    @Mixin
    private RunOptions run;

    /** What is measured. */
    enum Task {
        INFERENCE,
        TRAINING
    }

    BenchCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() throws IOException {
        SampleNetwork sample = network(net);
        atLeastOne("--batch", batch);
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw misunderstood("--seconds must be at least 0, not " + seconds + ".");
        }
        return run.<Map<String, Object>, IOException>with(0, options -> measure(sample, options));
    }

    private Map<String, Object> measure(SampleNetwork sample, NetworkOptions options) throws IOException {
        Network network = sample.create(options);
        Tensor images = images(network);
        Runnable work = task == Task.INFERENCE ? inference(network, images) : training(sample, network, images);
        double[] millis = millis(work);
        double median = millis[millis.length / 2];
        String taskName = task.name().toLowerCase(Locale.ROOT);
        String dialect = network.dialect().name().toLowerCase(Locale.ROOT);
        int threads = options.workers().threads();
        console()
                .line(
                        "%s, %s, batch %d, %s, %s kernels: %s ms (%,.0f images a second; 10 %% to 90 %%: %.3f to"
                                + " %.3f ms, %d runs)",
                        network.name(),
                        taskName,
                        batch,
                        Console.count(threads, "thread"),
                        dialect,
                        console().strong(String.format(Locale.ROOT, "%.3f", median)),
                        batch / median * 1000,
                        millis[millis.length / 10],
                        millis[millis.length - 1 - millis.length / 10],
                        millis.length);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", network.name());
        result.put("task", taskName);
        result.put("batch", batch);
        result.put("threads", threads);
        result.put("dialect", dialect);
        result.put("ms", median);
        result.put("runs", millis.length);
        return result;
    }

    private Tensor images(Network network) {
        List<Integer> input = network.inputShape();
        long most =
                (Integer.MAX_VALUE - 8L) / input.stream().mapToInt(size -> size).reduce(1, (a, b) -> a * b);
        if (batch > most) {
            throw misunderstood(
                    "--batch must be at most " + most + ", or the images exceed a Java array, not " + batch + ".");
        }
        Tensor images = Tensor.zeros(batch, input.get(0), input.get(1), input.get(2));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static Runnable inference(Network network, Tensor images) {
        if (network.takesRegions()) {
            Regions regions = regions(images);
            Tensor output = network.predict(images, regions);
            return () -> network.predict(images, regions, output);
        }
        Tensor output = network.predict(images);
        return () -> network.predict(images, output);
    }

    /** A box of 128x128 pixels in each image. */
    private static Regions regions(Tensor images) {
        int[] inImages = IntStream.range(0, images.dim(0)).toArray();
        float[] boxes = new float[4 * inImages.length];
        for (int i = 0; i < boxes.length; i += 4) {
            boxes[i + 2] = REGION - 1;
            boxes[i + 3] = REGION - 1;
        }
        return Regions.of(inImages, boxes);
    }

    private Runnable training(SampleNetwork sample, Network network, Tensor images) throws IOException {
        ClassificationLoss loss = sample.task().loss();
        TrainingPass pass = pass(network);
        Optimizer optimizer = sample.recipe().optimizer().create(sample.recipe().learningRate());
        String output = network.outputs().get(network.outputs().size() - 1);
        int classes = loss.classes(network.outputShape(output).get(0));
        int[] labels = IntStream.range(0, batch).map(image -> image % classes).toArray();
        return () -> {
            pass.forward(images);
            loss.apply(pass.output(), labels, pass.outputGradient());
            pass.backward();
            optimizer.step(network.parameters(), pass.gradients());
        };
    }

    private TrainingPass pass(Network network) {
        try {
            return network.training(TrainingOptions.batch(batch));
        } catch (IllegalArgumentException e) {
            // Of a batch that no Java array holds, with the largest that one does.
            throw misunderstood(e.getMessage());
        }
    }

    /** Runs until several spells in a row have been no faster than the best, so that the JIT has had its say. */
    private static void warmUp(Runnable work, long nanos) {
        long deadline = System.nanoTime() + MOST_WARM_UPS * nanos;
        double best = Double.POSITIVE_INFINITY;
        int spellsWithoutGain = 0;
        while (spellsWithoutGain < LAST_SPELLS && System.nanoTime() - deadline < 0) {
            long start = System.nanoTime();
            int runs = 0;
            while (runs < LEAST_RUNS_A_SPELL || System.nanoTime() - start < nanos / LAST_SPELLS) {
                work.run();
                runs++;
            }
            double mean = (double) (System.nanoTime() - start) / runs;
            spellsWithoutGain = mean < GAIN * best ? 0 : spellsWithoutGain + 1;
            best = Math.min(best, mean);
        }
    }

    /** Times of single runs after warm-up, sorted. */
    private double[] millis(Runnable work) {
        long nanos = (long) (seconds * NANOS_PER_SECOND);
        warmUp(work, nanos);
        double[] millis = new double[MOST_MEASURED];
        int count = 0;
        long start = System.nanoTime();
        long measureEnd = start + nanos;
        while (count < LEAST_MEASURED || (count < MOST_MEASURED && start - measureEnd < 0)) {
            work.run();
            long end = System.nanoTime();
            millis[count++] = (end - start) / NANOS_PER_MILLI;
            start = end;
        }
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
