package espalier.runtime.pass;

import espalier.runtime.Gradients;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Regions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.DenseKernel;
import espalier.runtime.kernel.DropoutKernel;
import espalier.runtime.kernel.ExportKernel;
import espalier.runtime.kernel.ImportKernel;
import espalier.runtime.kernel.JoinKernel;
import espalier.runtime.kernel.MapKernel;
import espalier.runtime.kernel.ProductKernel;
import espalier.runtime.kernel.RbfKernel;
import espalier.runtime.kernel.RegionKernel;
import espalier.runtime.kernel.SubsampleKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * What all generated training passes have in common. The generated subclass builds the steps and calls them in order,
 * forward, and in the opposite order, backward. Every activation of the batch is kept from forward to backward.
 */
public abstract class GeneratedTraining implements TrainingPass {

    private final GeneratedNetwork network;
    private final TrainingOptions options;
    private final Gradients gradients;
    private final GradientParts gradientParts = new GradientParts();
    private final GradientMemory gradientMemory = new GradientMemory();
    private final Scratch scratch;
    /** In training no batch norm is folded in. */
    private static final float[] NO_BUFFER = {};

    private final List<Packed> packed = new ArrayList<>();
    private final Workers.Task refreshTask = i -> packed.get(i).refresh(NO_BUFFER);
    private final List<Activation> activations = new ArrayList<>();
    private final List<Activation> regionActivations = new ArrayList<>();
    private final List<TrainingOutput> outputs = new ArrayList<>();
    private final BatchTensors inputGradients;
    private final RegionRows regions;
    private ImportStep input;
    private int dropouts;
    private boolean updatesStatistics;
    private int images;
    private boolean forwardDone;
    private boolean backwardDone;
    private long packedVersion;

    /** Working memory is taken by the subclass, with {@link #activation}. */
    protected GeneratedTraining(GeneratedNetwork network, TrainingOptions options, Gradients gradients) {
        this.network = network;
        this.options = options;
        this.gradients = gradients;
        this.inputGradients = new BatchTensors(network.inputShape(), options.inputGradient() ? options.batch() : 0);
        this.packedVersion = network.parameters().version() - 1;
        this.regions = new RegionRows(options.regions());
        this.scratch = new Scratch(network.workers());
    }

    /** Runs all layers over the first {@code images} images. */
    protected abstract void forward(int images);

    /** Runs all layers backward over the first {@code images} images. */
    protected abstract void backward(int images);

    /** Runs all layers behind the pooling of regions over the first {@code regions} regions; nothing where there are none. */
    protected void forwardRegions(int regions) {}

    /** Runs these layers backward. */
    protected void backwardRegions(int regions) {}

    @Override
    public final Network network() {
        return network;
    }

    @Override
    public final void forward(Tensor batch) {
        if (network.takesRegions()) {
            throw new IllegalArgumentException(
                    network.name() + " reads regions besides the images; call forward(images, regions).");
        }
        forwardBoth(requireImages(batch), batch);
    }

    @Override
    public final void forward(Tensor batch, Regions boxes) {
        if (!network.takesRegions()) {
            throw new IllegalArgumentException(network.name() + " reads no regions; call forward(images).");
        }
        int n = requireImages(batch);
        if (boxes.size() > options.regions()) {
            throw new IllegalArgumentException("This training pass was made for up to " + options.regions()
                    + " regions, but got " + boxes.size() + "; ask for more in TrainingOptions.withRegions.");
        }
        RegionRows.require(network.name(), boxes, n);
        regions.take(boxes, 0, boxes.size(), n);
        forwardBoth(n, batch);
    }

    private int requireImages(Tensor batch) {
        int n = Shapes.requireBatch(network.name(), "images", batch, network.inputShape());
        if (n > options.batch()) {
            throw new IllegalArgumentException("This training pass was made for batches of up to " + options.batch()
                    + " images, but got " + n + "; ask for a larger batch in TrainingOptions.");
        }
        return n;
    }

    private void forwardBoth(int n, Tensor batch) {
        if (packedVersion != network.parameters().version()) {
            packedVersion = network.parameters().version();
            network.workers().run(packed.size(), refreshTask);
        }
        images = n;
        input.bind(batch.data(), 0);
        forward(n);
        if (regions.count() > 0) {
            forwardRegions(regions.count());
        }
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).copyOut(rows(outputs.get(i)));
        }
        if (updatesStatistics) {
            network.parameters().changed();
            packedVersion = network.parameters().version();
        }
        forwardDone = true;
        backwardDone = false;
    }

    @Override
    public final Tensor output() {
        return values(outputs.get(outputs.size() - 1));
    }

    @Override
    public final Tensor output(String name) {
        return values(outputs.get(network.description().output(name)));
    }

    @Override
    public final Tensor outputGradient() {
        return gradient(outputs.get(outputs.size() - 1));
    }

    @Override
    public final Tensor outputGradient(String name) {
        return gradient(outputs.get(network.description().output(name)));
    }

    private Tensor values(TrainingOutput output) {
        requireForward();
        return output.values(rows(output));
    }

    private Tensor gradient(TrainingOutput output) {
        requireForward();
        return output.gradient(rows(output));
    }

    private int rows(TrainingOutput output) {
        return output.isPerRegion() ? regions.count() : images;
    }

    @Override
    public final void backward() {
        int n = requireForward();
        for (int i = 0; i < activations.size(); i++) {
            activations.get(i).clearGradient(n);
        }
        for (int i = 0; i < regionActivations.size(); i++) {
            regionActivations.get(i).clearGradient(regions.count());
        }
        gradients.clear();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).copyGradientIn(rows(outputs.get(i)));
        }
        if (regions.count() > 0) {
            backwardRegions(regions.count());
        }
        backward(n);
        if (options.inputGradient()) {
            input.bind(inputGradients.of(n).data(), 0);
            input.backward(n);
        }
        forwardDone = false;
        backwardDone = true;
    }

    @Override
    public final Gradients gradients() {
        return gradients;
    }

    @Override
    public final Tensor inputGradient() {
        if (!options.inputGradient()) {
            throw new IllegalStateException(
                    "The gradient of the images was not asked for; make the pass with TrainingOptions.withInputGradient().");
        }
        if (!backwardDone) {
            throw new IllegalStateException(
                    "The gradient of the images is there after backward(), which has not run yet.");
        }
        return inputGradients.of(images);
    }

    private int requireForward() {
        if (!forwardDone && !backwardDone) {
            throw new IllegalStateException("Call forward(images) first.");
        }
        return images;
    }

    /** The values and gradients of a layer, {@code imagePitch} apart. */
    protected final Activation activation(int imagePitch) {
        Activation activation = new Activation(memory(imagePitch, options.batch()), imagePitch, true);
        activations.add(activation);
        return activation;
    }

    /** The same for a layer behind the pooling of regions, {@code pitch} apart. */
    protected final Activation regionActivation(int pitch) {
        Activation activation = new Activation(memory(pitch, options.regions()), pitch, true);
        activation.standsIn(memory(pitch, options.regions()));
        regionActivations.add(activation);
        return activation;
    }

    /** The values of the network's input; gradients only if the options ask for them. */
    protected final Activation inputActivation(int imagePitch) {
        return options.inputGradient()
                ? activation(imagePitch)
                : new Activation(memory(imagePitch, options.batch()), imagePitch, false);
    }

    /** Called by the subclass when it has built all steps. */
    protected final void allocateGradients() {
        gradientMemory.allocate(imagePitch -> memory(imagePitch, options.batch()));
    }

    private float[] memory(int pitch, int rows) {
        return Memory.allocate(network.name(), pitch, rows);
    }

    /** The most images, or regions, that an activation has room for. */
    private int rows(Activation y) {
        return regionActivations.contains(y) ? options.regions() : options.batch();
    }

    /** The network's input. */
    protected final Step input(ImportKernel kernel, Activation y, int size) {
        input = new ImportStep(workers(), kernel, y, size);
        return reads(input);
    }

    /** A convolution; {@code bias} is null for none. */
    protected final Step convolution(
            ConvolutionKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        TrainableConvolutionStep step = new TrainableConvolutionStep(
                workers(),
                kernel,
                parameter(weight),
                parameter(bias),
                gradient(weight),
                gradient(bias),
                gradientParts,
                scratch,
                rows(y),
                x.y(),
                y,
                work);
        packed.add(step);
        return reads(step, x);
    }

    /** A fully connected layer; {@code bias} is null for none. */
    protected final Step dense(DenseKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        TrainableDenseStep step = new TrainableDenseStep(
                workers(),
                kernel,
                parameter(weight),
                parameter(bias),
                gradient(weight),
                gradient(bias),
                x.y(),
                y,
                work);
        packed.add(step);
        return reads(step, x);
    }

    /** A batch norm whose parameters begin with {@code norm}. */
    protected final Step batchNorm(
            BatchNormKernel kernel, String norm, double epsilon, double momentum, Step x, Activation y, long work) {
        updatesStatistics = true;
        return reads(
                new TrainableBatchNormStep(
                        workers(),
                        kernel,
                        network.packedWeights().fold(norm, epsilon),
                        momentum,
                        gradient(norm + ".weight"),
                        gradient(norm + ".bias"),
                        rows(y),
                        x.y(),
                        y,
                        work),
                x);
    }

    /** LeNet-5's subsampling. */
    protected final Step subsample(
            SubsampleKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return reads(
                new SubsampleStep(
                        workers(),
                        kernel,
                        parameter(weight),
                        parameter(bias),
                        gradient(weight),
                        gradient(bias),
                        rows(y),
                        x.y(),
                        y,
                        work),
                x);
    }

    /** LeNet-5's output layer. */
    protected final Step rbf(RbfKernel kernel, String prototypes, Step x, Activation y, long work) {
        return reads(new RbfStep(workers(), kernel, parameter(prototypes), x.y(), y, work), x);
    }

    /** A layer with one input and no parameters. */
    protected final Step map(MapKernel kernel, Step x, Activation y, long work) {
        return reads(new MapStep(workers(), kernel, x.y(), y, work), x);
    }

    /** The pooling of regions. */
    protected final Step roiPool(RegionKernel kernel, Step x, Activation y, long work) {
        x.y().clearGradientByPass();
        return new RoiPoolStep(workers(), kernel, regions, x.y(), y, work);
    }

    /** A layer with several inputs. */
    protected final Step join(JoinKernel kernel, Activation y, long work, Step... x) {
        return reads(new JoinStep(workers(), kernel, y, work, Memory.activations(x)), x);
    }

    /** The product of two layers. */
    protected final Step product(ProductKernel kernel, Step a, Step b, Activation y, long work) {
        return reads(new ProductStep(workers(), kernel, a.y(), b.y(), y, work), a, b);
    }

    /** Dropout; each such layer gets a seed of its own from the options' seed. */
    protected final Step dropout(DropoutKernel kernel, Step x, Activation y, long work) {
        dropouts++;
        return reads(
                new DropoutStep(
                        workers(), kernel, SplitMix.mix(options.seed() + SplitMix.mix(dropouts)), x.y(), y, work),
                x);
    }

    /** Names the step as a reader of what others write. */
    private Step reads(Step step, Step... read) {
        gradientMemory.add(step, Memory.activations(read));
        return step;
    }

    /** Names an output; called in the order of {@link NetworkDescription#outputs}. */
    protected final void output(String name, ExportKernel kernel, Step value, int size) {
        ExportStep step = new ExportStep(name, workers(), kernel, value.y(), size);
        value.y().clearGradientByPass();
        boolean isPerRegion = regionActivations.contains(value.y());
        outputs.add(new TrainingOutput(step, network.outputShape(name), rows(value.y()), isPerRegion));
    }

    private Workers workers() {
        return network.workers();
    }

    private Parameter parameter(String name) {
        return name == null ? null : network.parameters().get(name);
    }

    private Tensor gradient(String name) {
        return name == null ? null : gradients.get(name);
    }
}
