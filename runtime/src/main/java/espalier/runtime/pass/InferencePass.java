package espalier.runtime.pass;

import espalier.runtime.Regions;
import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.DenseKernel;
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
 * A network's working memory and layers at inference, for batches of up to {@link #capacity()} images. The generated
 * subclass builds the steps and calls them in order. Not safe for use by several threads at once: the network keeps one
 * pass for each call that runs.
 */
public abstract class InferencePass {

    private final GeneratedNetwork network;
    private final int capacity;
    private final List<ExportStep> outputs = new ArrayList<>();
    private final RegionRows regions;
    private final Scratch scratch;
    private float[][] memory;
    private float[][] regionMemory;
    private ImportStep input;

    /** Working memory is taken by the subclass, with {@link #memory}. */
    protected InferencePass(GeneratedNetwork network, int capacity) {
        this.network = network;
        this.capacity = capacity;
        this.regions = new RegionRows(network.description().regionsAtOnce());
        this.scratch = new Scratch(network.workers());
    }

    /** Runs all layers over the first {@code images} images. */
    protected abstract void forward(int images);

    /** Runs all layers behind the pooling of regions over the first {@code regions} regions; nothing where there are none. */
    protected void forwardRegions(int regions) {}

    /** The largest batch. */
    public final int capacity() {
        return capacity;
    }

    final void run(float[] images, int at, int count) {
        network.packedWeights().refreshIfChanged();
        input.bind(images, at);
        forward(count);
    }

    /** Behind {@link #run}: takes up regions of its images. */
    final void runRegions(Regions of, int from, int count, int images) {
        regions.take(of, from, count, images);
        forwardRegions(count);
    }

    /** The most regions that {@link #runRegions} takes up. */
    final int regionCapacity() {
        return regions.capacity();
    }

    /** Copies an output of so many images, or of regions if it has a row for each. */
    final void copyOutput(int index, int rows, float[] array, int at) {
        ExportStep output = outputs.get(index);
        output.bind(array, at);
        output.forward(rows);
    }

    /** Takes working memory: arrays of so many values an image, each for values whose lifetimes do not overlap. */
    protected final void memory(int... sizes) {
        memory = allocated(sizes, capacity);
    }

    /** The same for the values of regions: arrays of so many values a region. */
    protected final void regionMemory(int... sizes) {
        regionMemory = allocated(sizes, regions.capacity());
    }

    private float[][] allocated(int[] sizes, int rows) {
        float[][] arrays = new float[sizes.length][];
        for (int array = 0; array < sizes.length; array++) {
            arrays[array] = Memory.allocate(network.name(), sizes[array], rows);
        }
        return arrays;
    }

    /** The values of a layer in an array of the working memory, {@code imagePitch} apart. */
    protected final Activation in(int array, int imagePitch) {
        return new Activation(memory[array], imagePitch, false);
    }

    /** The values of a layer behind the pooling of regions, {@code pitch} apart. */
    protected final Activation inRegions(int array, int pitch) {
        return new Activation(regionMemory[array], pitch, false);
    }

    /** The network's input, of {@code imageSize} values an image. */
    protected final Step input(ImportKernel kernel, Activation y, int imageSize) {
        input = new ImportStep(workers(), kernel, y, imageSize);
        return input;
    }

    /** A convolution; {@code bias} is null for none. */
    protected final Step convolution(
            ConvolutionKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return new ConvolutionStep(
                workers(),
                kernel,
                network.packedWeights().convolution(kernel, weight, bias, null),
                scratch,
                Math.max(capacity, regions.capacity()),
                x.y(),
                y,
                work);
    }

    /** A convolution with the batch norm {@code norm} folded in; {@code bias} is null for none. */
    protected final Step convolution(
            ConvolutionKernel kernel,
            String weight,
            String bias,
            String norm,
            double epsilon,
            Step x,
            Activation y,
            long work) {
        PackedWeights weights = network.packedWeights();
        return new ConvolutionStep(
                workers(),
                kernel,
                weights.convolution(kernel, weight, bias, weights.fold(norm, epsilon)),
                scratch,
                Math.max(capacity, regions.capacity()),
                x.y(),
                y,
                work);
    }

    /** Convolutions that are run a few rows at a time, beginning with one that reads x. */
    protected final DepthFirst depthFirst(Step x) {
        return new DepthFirst(workers(), network.packedWeights(), scratch, x.y());
    }

    /** A fully connected layer; {@code bias} is null for none. */
    protected final Step dense(DenseKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return new DenseStep(
                workers(), kernel, network.packedWeights().dense(kernel, weight, bias, null), x.y(), y, work);
    }

    /** A fully connected layer with the batch norm {@code norm} folded in; {@code bias} is null for none. */
    protected final Step dense(
            DenseKernel kernel,
            String weight,
            String bias,
            String norm,
            double epsilon,
            Step x,
            Activation y,
            long work) {
        PackedWeights weights = network.packedWeights();
        return new DenseStep(
                workers(), kernel, weights.dense(kernel, weight, bias, weights.fold(norm, epsilon)), x.y(), y, work);
    }

    /** A batch norm that stands alone. */
    protected final Step batchNorm(
            BatchNormKernel kernel, String norm, double epsilon, Step x, Activation y, long work) {
        PackedWeights weights = network.packedWeights();
        return new BatchNormStep(workers(), kernel, weights.norm(kernel, weights.fold(norm, epsilon)), x.y(), y, work);
    }

    /** LeNet-5's subsampling. */
    protected final Step subsample(
            SubsampleKernel kernel, String weight, String bias, Step x, Activation y, long work) {
        return new SubsampleStep(
                workers(),
                kernel,
                network.parameters().get(weight),
                network.parameters().get(bias),
                x.y(),
                y,
                work);
    }

    /** LeNet-5's output layer. */
    protected final Step rbf(RbfKernel kernel, String prototypes, Step x, Activation y, long work) {
        return new RbfStep(workers(), kernel, network.parameters().get(prototypes), x.y(), y, work);
    }

    /** A layer with one input and no parameters. */
    protected final Step map(MapKernel kernel, Step x, Activation y, long work) {
        return new MapStep(workers(), kernel, x.y(), y, work);
    }

    /** The pooling of regions. */
    protected final Step roiPool(RegionKernel kernel, Step x, Activation y, long work) {
        return new RoiPoolStep(workers(), kernel, regions, x.y(), y, work);
    }

    /** A layer with several inputs. */
    protected final Step join(JoinKernel kernel, Activation y, long work, Step... x) {
        return new JoinStep(workers(), kernel, y, work, Memory.activations(x));
    }

    /** The product of two layers. */
    protected final Step product(ProductKernel kernel, Step a, Step b, Activation y, long work) {
        return new ProductStep(workers(), kernel, a.y(), b.y(), y, work);
    }

    /** Names an output, of {@code imageSize} values an image; called in the order of {@link GeneratedNetwork#outputs}. */
    protected final void output(String name, ExportKernel kernel, Step value, int imageSize) {
        outputs.add(new ExportStep(name, workers(), kernel, value.y(), imageSize));
    }

    private Workers workers() {
        return network.workers();
    }
}
