package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;

/** A convolution, divided into images and, for small batches, rows. */
public class ConvolutionStep extends Step {

    /** So many parts for each thread that the last one to finish does not keep the others waiting for long. */
    private static final int PARTS_PER_THREAD = 4;

    /**
     * Weights, a megabyte, that no second-level cache keeps beside all else: each part reads them anew, so that more than one
     * for each thread costs more than it evens out.
     */
    private static final int LARGE_WEIGHTS = 1 << 18;

    final ConvolutionKernel kernel;
    final ConvolutionWeights weights;
    final Activation x;
    final Scratch scratch;
    private final Workers.Task forwardTask = this::forwardTask;
    private int rowParts;

    /**
     * See {@link Step#Step}.
     *
     * @param scratch of the pass, which the kernel's calls share
     */
    ConvolutionStep(
            Workers workers,
            ConvolutionKernel kernel,
            ConvolutionWeights weights,
            Scratch scratch,
            Activation x,
            Activation y,
            long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.weights = weights;
        this.x = x;
        this.scratch = scratch;
        scratch.reserve(kernel.scratch());
    }

    @Override
    public final void forward(int images) {
        int partsPerThread = weights.weights.length > LARGE_WEIGHTS ? 1 : PARTS_PER_THREAD;
        int most = (int) Math.min(
                (long) images * kernel.rows(), (long) partsPerThread * workers().threads());
        rowParts = Math.min(kernel.rows(), (tasks(images, most) + images - 1) / images);
        if (tasks(images, images) == 1 && rowParts == 1) {
            for (int image = 0; image < images; image++) {
                forwardTask.run(image);
            }
        } else {
            run(images * rowParts, forwardTask);
        }
    }

    private void forwardTask(int task) {
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
