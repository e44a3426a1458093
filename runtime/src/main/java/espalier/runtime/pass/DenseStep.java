package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.DenseKernel;

/** A fully connected layer over the whole batch, divided into ranges of units. */
public class DenseStep extends Step {

    final DenseKernel kernel;
    final DenseWeights weights;
    final Activation x;
    /** A part a task. */
    private final float[] scratch;

    private final Workers.Task forwardTask = this::forwardTask;
    private int images;
    private int tasks;

    /** See {@link Step#Step}. */
    public DenseStep(Workers workers, DenseKernel kernel, DenseWeights weights, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.weights = weights;
        this.x = x;
        this.scratch = new float[unitRanges() * kernel.scratch()];
    }

    @Override
    public final void forward(int batch) {
        images = batch;
        tasks = tasks(batch, unitRanges());
        run(tasks, forwardTask);
    }

    /** The most ranges of units that are worth handing out: enough to balance the threads, each many units long. */
    final int unitRanges() {
        return Math.min(kernel.units(), 4 * workers().threads());
    }

    final int firstUnit(int range, int ranges) {
        return (int) ((long) kernel.units() * range / ranges);
    }

    private void forwardTask(int task) {
        kernel.forward(
                x.values,
                weights.weights,
                weights.bias,
                y().values,
                images,
                firstUnit(task, tasks),
                firstUnit(task + 1, tasks),
                scratch,
                task * kernel.scratch());
    }
}
