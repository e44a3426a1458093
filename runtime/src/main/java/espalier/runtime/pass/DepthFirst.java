package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions that are run depth-first: a few rows of the last one at a time, for which each convolution before computes what
 * is still missing (Alwani et al. 2016, "Fused-layer CNN accelerators", call it layer fusion). What they hand on is kept for
 * those rows alone and so stays in a cache, where a whole map would not. The results are those of one after the other.
 *
 * <p>Built as the layers are: a convolution, where the rows that it hands on stand, how the next one reads them, that one, and
 * so on. Every kernel must be divisible by output rows.
 */
public final class DepthFirst {

    private final Workers workers;
    private final PackedWeights weights;
    private final Scratch scratch;
    private final Activation x;
    private final List<DepthFirstStep.Stage> stages = new ArrayList<>();
    private final List<DepthFirstStep.Rows> rows = new ArrayList<>();
    private final List<DepthFirstStep.Window> windows = new ArrayList<>();

    DepthFirst(Workers workers, PackedWeights weights, Scratch scratch, Activation x) {
        this.workers = workers;
        this.weights = weights;
        this.scratch = scratch;
        this.x = x;
    }

    /** A convolution; {@code bias} is null for none. */
    public DepthFirst convolution(ConvolutionKernel kernel, String weight, String bias) {
        stages.add(new DepthFirstStep.Stage(kernel, weights.convolution(kernel, weight, bias, null)));
        return this;
    }

    /** A convolution with the batch norm {@code norm} folded in; {@code bias} is null for none. */
    public DepthFirst convolution(ConvolutionKernel kernel, String weight, String bias, String norm, double epsilon) {
        NormFold fold = weights.fold(norm, epsilon);
        stages.add(new DepthFirstStep.Stage(kernel, weights.convolution(kernel, weight, bias, fold)));
        return this;
    }

    /**
     * Where the rows that the last convolution hands on stand, as its kernel writes and the next one's reads them.
     *
     * @param height rows that are computed
     * @param top rows of zeros above them
     * @param bottom rows of zeros below
     * @param pitch values from a row to the next
     */
    public DepthFirst rows(int height, int top, int bottom, int pitch) {
        rows.add(new DepthFirstStep.Rows(height, top, bottom, pitch));
        return this;
    }

    /**
     * Which of these the next convolution reads.
     *
     * @param first the first row of the window of its output row 0, counted from the zeros above
     * @param height rows of a window
     * @param stride from the window of an output row to that of the next
     */
    public DepthFirst window(int first, int height, int stride) {
        windows.add(new DepthFirstStep.Window(first, height, stride));
        return this;
    }

    /**
     * The step.
     *
     * @param y what the last convolution writes
     * @param height its output rows
     * @param work multiply-adds of all, for one image
     * @throws IllegalArgumentException if a kernel is not divisible by output rows
     */
    public Step into(Activation y, int height, long work) {
        return new DepthFirstStep(workers, scratch, x, stages, rows, windows, y, height, work);
    }
}
