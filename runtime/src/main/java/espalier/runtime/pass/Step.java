package espalier.runtime.pass;

import espalier.runtime.Workers;

/** One layer of a pass with the arrays it reads and writes. Not safe for use by several threads at once. */
public abstract class Step {

    /**
     * Multiply-adds (or values, where nothing is multiplied) below which handing out a task costs more than it saves:
     * waking a parked worker takes 4 to 6 µs, in which one core does about this many.
     */
    private static final long WORTH_A_TASK = 100_000;

    private final Workers workers;
    private final Activation y;
    private final long work;

    /**
     * @param y what the step writes
     * @param work multiply-adds, or values, of one image
     */
    Step(Workers workers, Activation y, long work) {
        this.workers = workers;
        this.y = y;
        this.work = Math.max(1, work);
    }

    /** What the step writes, for the steps that read it. */
    public final Activation y() {
        return y;
    }

    /** Computes the first {@code images} images of the batch. */
    public abstract void forward(int images);

    /** Adds to the gradients of what the step read, and of its parameters. */
    public void backward(int images) {
        throw new IllegalStateException(
                getClass().getSimpleName() + " was built for inference and has no backward pass.");
    }

    /** Whether going backward leaves the gradient of what the step wrote as it is. */
    boolean keepsGradient() {
        return false;
    }

    /** Multiply-adds, or values, of one image. */
    final long work() {
        return work;
    }

    final Workers workers() {
        return workers;
    }

    /** How many tasks a job of {@code images} images is worth dividing into, from 1 to {@code most}. */
    final int tasks(int images, int most) {
        return tasks(images, most, WORTH_A_TASK);
    }

    /** The same for work of which as much as {@code worthATask} is worth one. */
    final int tasks(int images, int most, long worthATask) {
        if (workers.threads() == 1 || workers.isInTask()) {
            return 1;
        }
        return (int) Math.max(1, Math.min(most, work * images / worthATask));
    }

    /** Runs {@code task} for tasks 0 to {@code tasks}, here if there is only one. */
    final void run(int tasks, Workers.Task task) {
        if (tasks == 1) {
            task.run(0);
        } else {
            workers.run(tasks, task);
        }
    }
}
