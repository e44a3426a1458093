package espalier.runtime.pass;

import espalier.runtime.Gradients;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
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
    private final List<Packed> packed = new ArrayList<>();
    private final List<Activation> activations = new ArrayList<>();
    private final List<TrainingOutput> outputs = new ArrayList<>();
    private final BatchTensors inputGradients;
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
    }

    /** Runs all layers over the first {@code images} images. */
    protected abstract void forward(int images);

    /** Runs all layers backward over the first {@code images} images. */
    protected abstract void backward(int images);

    @Override
    public final Network network() {
        return network;
    }

    @Override
    public final void forward(Tensor batch) {
        int n = Shapes.requireBatch(network.name(), "images", batch, network.inputShape());
        if (n > options.batch()) {
            throw new IllegalArgumentException("This training pass was made for batches of up to " + options.batch()
                    + " images, but got " + n + "; ask for a larger batch in TrainingOptions.");
        }
        if (packedVersion != network.parameters().version()) {
            packedVersion = network.parameters().version();
            for (int i = 0; i < packed.size(); i++) {
                packed.get(i).refresh();
            }
        }
        images = n;
        input.bind(batch.data(), 0);
        forward(n);
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).copyOut(n);
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
        return outputs.get(outputs.size() - 1).values(requireForward());
    }

    @Override
    public final Tensor output(String name) {
        return outputs.get(network.description().output(name)).values(requireForward());
    }

    @Override
    public final Tensor outputGradient() {
        return outputs.get(outputs.size() - 1).gradient(requireForward());
    }

    @Override
    public final Tensor outputGradient(String name) {
        return outputs.get(network.description().output(name)).gradient(requireForward());
    }

    @Override
    public final void backward() {
        int n = requireForward();
        for (int i = 0; i < activations.size(); i++) {
            activations.get(i).clearGradient(n);
        }
        gradients.clear();
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).copyGradientIn(n);
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
        Activation activation = new Activation(memory(imagePitch), memory(imagePitch), imagePitch);
        activations.add(activation);
        return activation;
    }

    /** The values of the network's input; gradients only if the options ask for them. */
    protected final Activation inputActivation(int imagePitch) {
        return options.inputGradient() ? activation(imagePitch) : new Activation(memory(imagePitch), null, imagePitch);
    }

    private float[] memory(int imagePitch) {
        return Memory.allocate(network.name(), imagePitch, options.batch());
    }

    /** The network's input. */
    protected final Step input(ImportKernel kernel, Activation y, int size) {
        input = new ImportStep(workers(), kernel, y, size);
        return input;
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
                x.y(),
                y,
                work);
        packed.add(step);
        return step;
    }

    /** A fully connected layer; {@code bias} is null for none. */
    protected final Step dense(DenseKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return new TrainableDenseStep(
                workers(),
                kernel,
                parameter(weight),
                parameter(bias),
                gradient(weight),
                gradient(bias),
                x.y(),
                y,
                work);
    }

    /** A batch norm whose parameters begin with {@code norm}. */
    protected final Step batchNorm(
            BatchNormKernel kernel, String norm, double epsilon, double momentum, Step x, Activation y, long work) {
        updatesStatistics = true;
        return new TrainableBatchNormStep(
                workers(),
                kernel,
                network.packedWeights().fold(norm, epsilon),
                momentum,
                gradient(norm + ".weight"),
                gradient(norm + ".bias"),
                options.batch(),
                x.y(),
                y,
                work);
    }

    /** LeNet-5's subsampling. */
    protected final Step subsample(
            SubsampleKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return new SubsampleStep(
                workers(),
                kernel,
                parameter(weight),
                parameter(bias),
                gradient(weight),
                gradient(bias),
                options.batch(),
                x.y(),
                y,
                work);
    }

    /** LeNet-5's output layer. */
    protected final Step rbf(RbfKernel kernel, String prototypes, Step x, Activation y, long work) {
        return new RbfStep(workers(), kernel, parameter(prototypes), x.y(), y, work);
    }

    /** A layer with one input and no parameters. */
    protected final Step map(MapKernel kernel, Step x, Activation y, long work) {
        return new MapStep(workers(), kernel, x.y(), y, work);
    }

    /** A layer with several inputs. */
    protected final Step join(JoinKernel kernel, Activation y, long work, Step... x) {
        return new JoinStep(workers(), kernel, y, work, Memory.activations(x));
    }

    /** The product of two layers. */
    protected final Step product(ProductKernel kernel, Step a, Step b, Activation y, long work) {
        return new ProductStep(workers(), kernel, a.y(), b.y(), y, work);
    }

    /** Dropout; each such layer gets a seed of its own from the options' seed. */
    protected final Step dropout(DropoutKernel kernel, Step x, Activation y, long work) {
        dropouts++;
        return new DropoutStep(
                workers(), kernel, SplitMix.mix(options.seed() + SplitMix.mix(dropouts)), x.y(), y, work);
    }

    /** Names an output; called in the order of {@link NetworkDescription#outputs}. */
    protected final void output(String name, ExportKernel kernel, Step value, int size) {
        ExportStep step = new ExportStep(name, workers(), kernel, value.y(), size);
        outputs.add(new TrainingOutput(step, network.outputShape(name), options.batch()));
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
