package espalier.runtime.pass;

import espalier.runtime.Workers;

/** A step whose images do not depend on each other, in either direction; forward they may be divided into parts. */
abstract class ImageStep extends Step {

    /**
     * Values below which handing out a task costs more than it saves: reading and writing one takes as long as several
     * multiply-adds.
     */
    private static final int WORTH_A_TASK = 25_000;

    private final Workers.Task forwardTask = this::forwardTask;
    private final Workers.Task partsTask = this::partsTask;
    private final Workers.Task backwardTask = this::backwardTask;
    private int images;
    private int tasks;
    private int partsPerImage;

    ImageStep(Workers workers, Activation y, long work) {
        super(workers, y, work);
    }

    @Override
    public void forward(int batch) {
        images = batch;
        tasks = tasks(batch, batch * parts(), WORTH_A_TASK);
        if (tasks <= Math.max(1, batch)) {
            run(tasks, forwardTask);
        } else {
            partsPerImage = Math.min(parts(), (tasks + batch - 1) / batch);
            run(batch * partsPerImage, partsTask);
        }
    }

    @Override
    public void backward(int batch) {
        images = batch;
        tasks = tasks(batch, batch, WORTH_A_TASK);
        run(tasks, backwardTask);
    }

    private void forwardTask(int task) {
        for (int image = first(task); image < first(task + 1); image++) {
            forward(image, 0, parts());
        }
    }

    private void partsTask(int task) {
        int part = task % partsPerImage;
        forward(task / partsPerImage, parts() * part / partsPerImage, parts() * (part + 1) / partsPerImage);
    }

    private void backwardTask(int task) {
        for (int image = first(task); image < first(task + 1); image++) {
            backwardImage(image);
        }
    }

    private int first(int task) {
        return (int) ((long) images * task / tasks);
    }

    /** Parts into which an image may be divided. */
    int parts() {
        return 1;
    }

    /** Parts {@code from} (inclusive) to {@code to} (exclusive) of an image. */
    abstract void forward(int image, int from, int to);

    abstract void backwardImage(int image);
}
