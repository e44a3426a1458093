package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;

/** A convolution, divided into images and, for small batches, rows. */
public class ConvolutionStep extends Step {

    /**
     * So many parts for each thread that the last one to finish does not keep the others waiting for long, and so few that tiles
     * are full.
     */
    private static final int PARTS_PER_THREAD = 2;

    /**
     * Weights, a megabyte, that no second-level cache keeps beside all else: each part reads them anew, so that more than one
     * for each thread costs more than it evens out.
     */
    private static final int LARGE_WEIGHTS = 1 << 18;

    final ConvolutionKernel kernel;
    final ConvolutionWeights weights;
    final Activation x;
    final Scratch scratch;
    private final Workers.Task imagesTask = this::imagesTask;
    private final Workers.Task rowsTask = this::rowsTask;
    private int images;
    private int parts;
    private int rowParts;

    /**
     * See {@link Step#Step}.
     *
     * @param scratch of the pass, which the kernel's calls share
     * @param capacity the most images
     */
    ConvolutionStep(
            Workers workers,
            ConvolutionKernel kernel,
            ConvolutionWeights weights,
            Scratch scratch,
            int capacity,
            Activation x,
            Activation y,
            long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.weights = weights;
        this.x = x;
        this.scratch = scratch;
        scratch.reserve(kernel.scratch(capacity));
    }

    @Override
    public final void forward(int batch) {
        int partsPerThread = weights.weights.length > LARGE_WEIGHTS ? 1 : PARTS_PER_THREAD;
        int most = partsPerThread * workers().threads();
        images = batch;
        parts = tasks(batch, (int) Math.min((long) batch * kernel.rows(), most));
        if (parts <= Math.max(1, batch)) {
            run(parts, imagesTask);
        } else {
            rowParts = Math.min(kernel.rows(), (parts + batch - 1) / batch);
            run(batch * rowParts, rowsTask);
        }
    }

    private void imagesTask(int part) {
        int first = (int) ((long) images * part / parts);
        int end = (int) ((long) images * (part + 1) / parts);
        kernel.forwardImages(
                x.values,
                x.at(first),
                x.imagePitch,
                weights.weights,
                weights.bias,
                y().values,
                y().at(first),
                y().imagePitch,
                end - first,
                scratch.ofThread());
    }

    private void rowsTask(int task) {
        int image = task / rowParts;
        int part = task % rowParts;
        kernel.forward(
                x.values,
                x.at(image),
                weights.weights,
                weights.bias,
                y().values,
                y().at(image),
                kernel.rows() * part / rowParts,
                kernel.rows() * (part + 1) / rowParts,
                scratch.ofThread());
    }
}
