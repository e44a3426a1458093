package espalier.runtime.pass;

import espalier.runtime.Dialect;
import espalier.runtime.Gradients;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Parameters;
import espalier.runtime.Regions;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.io.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What all generated networks have in common: checks of what comes in, and passes that are kept for the next call. */
public abstract class GeneratedNetwork implements Network {

    private final NetworkDescription description;
    private final Parameters parameters;
    private final Workers workers;
    private final Dialect dialect;
    private final PackedWeights packedWeights;
    private final boolean dividesBatches;
    private final List<Integer> inputShape;
    private final int imageSize;
    private final List<NetworkDescription.Output> outputs;
    private final NetworkDescription.Output lastOutput;
    private final int lastOutputSize;
    /** The networks for other sizes of input; complete once the subclass is made. */
    private final List<GeneratedNetwork> otherSizes = new ArrayList<>();

    /** What predicts in this network's place until it is warm; null once it is, or if there is nothing of the kind. */
    private volatile QuickStart start;

    /** Passes that no call uses; as many as there were calls at once. Guarded by itself. */
    private final Deque<InferencePass> idle = new ArrayDeque<>();

    /** Likewise for batches that are divided among threads. Guarded by itself. */
    private final Deque<BatchJob> idleJobs = new ArrayDeque<>();

    /** Makes the parameters, with initial values from the options' seed or with the options' weights. */
    protected GeneratedNetwork(
            NetworkDescription description, Supplier<Parameters> parameters, NetworkOptions options, Dialect dialect) {
        this(description, parameters, options, dialect, () -> {});
    }

    /**
     * Makes the parameters, with initial values from the options' seed or with the options' weights, while another thread, if
     * there is one, runs {@code warmUp}.
     *
     * @param warmUp calls what the JIT compiler should have compiled by the first pass
     * @throws UncheckedIOException if the options' weights cannot be read or belong to another network
     */
    protected GeneratedNetwork(
            NetworkDescription description,
            Supplier<Parameters> parameters,
            NetworkOptions options,
            Dialect dialect,
            Runnable warmUp) {
        this(
                description,
                filled(parameters, options, options.quickStart() ? () -> {} : warmUp),
                options.workers(),
                dialect);
    }

    /** The same network at another size of input, with the same parameters. */
    protected GeneratedNetwork(NetworkDescription description, GeneratedNetwork main) {
        this(description, main, main.dialect);
    }

    /** The same network on other kernels, with the same parameters. */
    protected GeneratedNetwork(NetworkDescription description, GeneratedNetwork main, Dialect dialect) {
        this(description, main.parameters, main.workers, dialect);
    }

    private GeneratedNetwork(NetworkDescription description, Parameters parameters, Workers workers, Dialect dialect) {
        this.description = description;
        this.parameters = parameters;
        this.workers = workers;
        this.dialect = dialect;
        packedWeights = new PackedWeights(parameters, workers);
        dividesBatches = BatchJob.isFor(parameters);
        inputShape = List.copyOf(description.summary().input());
        imageSize = Shapes.size(inputShape);
        outputs = description.inferred();
        lastOutput = outputs.get(outputs.size() - 1);
        lastOutputSize = lastOutput.size();
    }

    /** A single thread warms up before there are parameters: what that leaves behind then makes room for them. */
    private static Parameters filled(Supplier<Parameters> parameters, NetworkOptions options, Runnable warmUp) {
        Workers workers = options.workers();
        Parameters[] filled = new Parameters[1];
        if (options.weights().isPresent()) {
            workers.run(2, task -> {
                if (task == 0) {
                    warmUp.run();
                } else {
                    filled[0] = loaded(parameters.get(), options.weights().get());
                }
            });
        } else if (workers.threads() == 1) {
            warmUp.run();
            filled[0] = parameters.get();
            filled[0].initialize(options.seed());
        } else {
            filled[0] = parameters.get();
            filled[0].initialize(options.seed(), workers, warmUp);
        }
        return filled[0];
    }

    private static Parameters loaded(Parameters parameters, Path weights) {
        try {
            Safetensors.load(weights, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return parameters;
    }

    /**
     * Has predictions begin on a network of the other dialect.
     *
     * @param scalar has the same parameters
     * @param warmUp what to call before this network predicts, in the background
     */
    protected final void startWith(GeneratedNetwork scalar, Runnable warmUp) {
        start = new QuickStart(
                scalar,
                () -> {
                    warmUp.run();
                    Network.super.warmUp();
                },
                () -> start = null);
    }

    /** A pass for batches of up to {@code capacity} images. */
    protected abstract InferencePass inference(int capacity);

    /** A training pass for images of this size alone. */
    protected abstract GeneratedTraining training(TrainingOptions options, Gradients gradients);

    /** Adds this network at another size. */
    protected final void addSize(GeneratedNetwork other) {
        otherSizes.add(other);
    }

    @Override
    public final List<Network> sizes() {
        return List.copyOf(allSizes());
    }

    private List<GeneratedNetwork> allSizes() {
        List<GeneratedNetwork> all = new ArrayList<>();
        all.add(this);
        all.addAll(otherSizes);
        return all;
    }

    /** The network for images of that size; this one if there is no choice. */
    final GeneratedNetwork sized(Tensor images) {
        QuickStart first = start;
        if (first != null && !first.isWarmingUp()) {
            return first.network().sized(images);
        }
        if (otherSizes.isEmpty() || Shapes.isBatch(images, inputShape)) {
            return this;
        }
        for (int i = 0; i < otherSizes.size(); i++) {
            if (Shapes.isBatch(images, otherSizes.get(i).inputShape)) {
                return otherSizes.get(i);
            }
        }
        throw Shapes.notABatch(
                name(),
                "images",
                images,
                allSizes().stream().map(size -> size.inputShape).toList());
    }

    @Override
    public final TrainingPass training(TrainingOptions options) {
        if (takesRegions() && options.regions() == 0) {
            throw new IllegalArgumentException(name() + " reads regions; say how many a batch may have, by"
                    + " TrainingOptions.withRegions(most).");
        }
        return otherSizes.isEmpty()
                ? training(options, Gradients.of(parameters))
                : new SizedTraining(this, allSizes(), options);
    }

    final PackedWeights packedWeights() {
        return packedWeights;
    }

    final NetworkDescription description() {
        return description;
    }

    @Override
    public final String name() {
        return description.summary().network();
    }

    @Override
    public final List<Integer> inputShape() {
        return inputShape;
    }

    @Override
    public final List<String> outputs() {
        return outputs.stream().map(NetworkDescription.Output::name).toList();
    }

    @Override
    public final Map<String, Double> auxiliaryOutputs() {
        Map<String, Double> weights = new LinkedHashMap<>();
        description.outputs().stream()
                .filter(NetworkDescription.Output::isAuxiliary)
                .forEach(output -> weights.put(output.name(), output.auxiliaryWeight()));
        return Collections.unmodifiableMap(weights);
    }

    @Override
    public final List<Integer> outputShape(String output) {
        return description.outputs().get(description.output(output)).shape();
    }

    @Override
    public final Parameters parameters() {
        return parameters;
    }

    @Override
    public final Summary summary() {
        return description.summary();
    }

    @Override
    public final Dialect dialect() {
        return dialect;
    }

    @Override
    public final Workers workers() {
        return workers;
    }

    @Override
    public final void warmUp() {
        start = null;
        Network.super.warmUp();
    }

    @Override
    public final Tensor predict(Tensor images) {
        GeneratedNetwork sized = sized(images);
        int n = sized.requireImages(images);
        Tensor output = Tensor.zeros(Shapes.batch(n, sized.lastOutput.shape()));
        sized.predictHere(images, output);
        return output;
    }

    @Override
    public final void predict(Tensor images, Tensor output) {
        sized(images).predictHere(images, output);
    }

    private void predictHere(Tensor images, Tensor output) {
        int n = requireImages(images);
        int room = Shapes.requireBatch(name(), "an output tensor", output, lastOutput.shape());
        if (room != n) {
            throw new IllegalArgumentException(
                    name() + " got " + n + " images but an output tensor for " + room + "; both must have the same N.");
        }
        int parts = dividesBatches ? BatchJob.parts(n, workers) : 1;
        if (parts == 1) {
            predictPart(images.data(), 0, n, output.data());
            return;
        }
        BatchJob job = borrowJob();
        try {
            job.run(workers, images.data(), output.data(), n, parts);
        } finally {
            giveBack(job);
        }
    }

    /** Predicts {@code count} images from {@code first} on. */
    final void predictPart(float[] images, int first, int count, float[] output) {
        InferencePass pass = borrow(count);
        try {
            int last = outputs.size() - 1;
            int end = first + count;
            for (int from = first; from < end; from += pass.capacity()) {
                int now = Math.min(pass.capacity(), end - from);
                pass.run(images, from * imageSize, now);
                pass.copyOutput(last, now, output, from * lastOutputSize);
            }
        } finally {
            giveBack(pass);
        }
    }

    @Override
    public final boolean takesRegions() {
        return description.takesRegions();
    }

    @Override
    public final Tensor predict(Tensor images, Regions regions) {
        requireRegions();
        GeneratedNetwork sized = sized(images);
        int n = sized.requireImages(images, regions);
        NetworkDescription.Output last = sized.lastOutput;
        Tensor output = Tensor.zeros(Shapes.batch(last.isPerRegion() ? regions.size() : n, last.shape()));
        sized.predictHere(images, regions, output);
        return output;
    }

    @Override
    public final void predict(Tensor images, Regions regions, Tensor output) {
        requireRegions();
        sized(images).predictHere(images, regions, output);
    }

    private void predictHere(Tensor images, Regions regions, Tensor output) {
        int n = requireImages(images, regions);
        int rows = lastOutput.isPerRegion() ? regions.size() : n;
        Shapes.requireRows(name(), "an output tensor", output, rows, lastOutput.shape());
        InferencePass pass = borrow(n);
        try {
            pass.run(images.data(), 0, n);
            int last = outputs.size() - 1;
            if (!lastOutput.isPerRegion()) {
                pass.copyOutput(last, n, output.data(), 0);
                return;
            }
            for (int from = 0; from < rows; from += pass.regionCapacity()) {
                int count = Math.min(pass.regionCapacity(), rows - from);
                pass.runRegions(regions, from, count, n);
                pass.copyOutput(last, count, output.data(), from * lastOutputSize);
            }
        } finally {
            giveBack(pass);
        }
    }

    @Override
    public final List<Tensor> predictAll(Tensor images, Regions regions) {
        requireRegions();
        return sized(images).predictAllHere(images, regions);
    }

    private List<Tensor> predictAllHere(Tensor images, Regions regions) {
        int n = requireImages(images, regions);
        List<Tensor> results = new ArrayList<>();
        for (NetworkDescription.Output output : outputs) {
            results.add(Tensor.zeros(Shapes.batch(output.isPerRegion() ? regions.size() : n, output.shape())));
        }
        InferencePass pass = borrow(n);
        try {
            pass.run(images.data(), 0, n);
            copyOutputs(pass, false, n, results, 0);
            for (int from = 0; from < regions.size(); from += pass.regionCapacity()) {
                int count = Math.min(pass.regionCapacity(), regions.size() - from);
                pass.runRegions(regions, from, count, n);
                copyOutputs(pass, true, count, results, from);
            }
        } finally {
            giveBack(pass);
        }
        return List.copyOf(results);
    }

    private void copyOutputs(InferencePass pass, boolean ofRegions, int rows, List<Tensor> results, int from) {
        for (int i = 0; i < results.size(); i++) {
            NetworkDescription.Output output = outputs.get(i);
            if (output.isPerRegion() == ofRegions) {
                pass.copyOutput(i, rows, results.get(i).data(), from * output.size());
            }
        }
    }

    private void requireRegions() {
        if (!takesRegions()) {
            throw new IllegalArgumentException(name() + " reads no regions; predict without them.");
        }
    }

    private int requireImages(Tensor images, Regions regions) {
        int n = Shapes.requireBatch(name(), "images", images, inputShape);
        RegionRows.require(name(), regions, n);
        return n;
    }

    @Override
    public final List<Tensor> predictAll(Tensor images) {
        return sized(images).predictAllHere(images);
    }

    private List<Tensor> predictAllHere(Tensor images) {
        int n = requireImages(images);
        List<Tensor> results = new ArrayList<>();
        for (NetworkDescription.Output output : outputs) {
            results.add(Tensor.zeros(Shapes.batch(n, output.shape())));
        }
        InferencePass pass = borrow(n);
        try {
            for (int from = 0; from < n; from += pass.capacity()) {
                int count = Math.min(pass.capacity(), n - from);
                pass.run(images.data(), from * imageSize, count);
                for (int i = 0; i < results.size(); i++) {
                    int size = outputs.get(i).size();
                    pass.copyOutput(i, count, results.get(i).data(), from * size);
                }
            }
        } finally {
            giveBack(pass);
        }
        return List.copyOf(results);
    }

    private int requireImages(Tensor images) {
        if (takesRegions()) {
            throw new IllegalArgumentException(name() + " reads regions besides the images; predict with both.");
        }
        return Shapes.requireBatch(name(), "images", images, inputShape);
    }

    private InferencePass borrow(int images) {
        int capacity = takesRegions() ? images : Math.min(images, description.imagesAtOnce());
        synchronized (idle) {
            InferencePass pass = idle.pollLast();
            if (pass != null && pass.capacity() >= capacity) {
                return pass;
            }
        }
        return inference(capacity);
    }

    private BatchJob borrowJob() {
        synchronized (idleJobs) {
            BatchJob job = idleJobs.pollLast();
            return job == null ? new BatchJob(this) : job;
        }
    }

    private void giveBack(BatchJob job) {
        synchronized (idleJobs) {
            idleJobs.addLast(job);
        }
    }

    private void giveBack(InferencePass pass) {
        synchronized (idle) {
            idle.addLast(pass);
        }
    }
}
