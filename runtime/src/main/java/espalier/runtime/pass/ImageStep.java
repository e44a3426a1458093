package espalier.runtime.pass;

import espalier.runtime.Workers;

/** A step whose images do not depend on each other, in either direction. */
abstract class ImageStep extends Step {

    private final Workers.Task forwardTask = this::forwardTask;
    private final Workers.Task backwardTask = this::backwardTask;
    private int images;
    private int tasks;

    ImageStep(Workers workers, Activation y, long work) {
        super(workers, y, work);
    }

    @Override
    public void forward(int batch) {
        forEachImage(batch, forwardTask);
    }

    @Override
    public void backward(int batch) {
        forEachImage(batch, backwardTask);
    }

    private void forEachImage(int batch, Workers.Task task) {
        images = batch;
        tasks = tasks(batch, batch);
        run(tasks, task);
    }

    private void forwardTask(int task) {
        for (int image = first(task); image < first(task + 1); image++) {
            forwardImage(image);
        }
    }

    private void backwardTask(int task) {
        for (int image = first(task); image < first(task + 1); image++) {
            backwardImage(image);
        }
    }

    private int first(int task) {
        return (int) ((long) images * task / tasks);
    }

    abstract void forwardImage(int image);

    abstract void backwardImage(int image);
}
