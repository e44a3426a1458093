package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.kernel.DenseKernel;

/** A fully connected layer in training. Each weight's gradient is summed by one task, in the order of the images. */
public final class TrainableDenseStep extends DenseStep implements Packed {

    private final Parameter weight;
    private final Tensor weightGradient;
    private final Tensor biasGradient;
    private final Workers.Task weightsTask = this::weightsTask;
    private final Workers.Task inputTask = this::inputTask;
    private int images;
    private int tasks;

    TrainableDenseStep(
            Workers workers,
            DenseKernel kernel,
            Parameter weight,
            Parameter bias,
            Tensor weightGradient,
            Tensor biasGradient,
            Activation x,
            Activation y,
            long work) {
        super(workers, kernel, new DenseWeights(kernel, weight, bias, null), x, y, work);
        this.weight = weight;
        this.weightGradient = weightGradient;
        this.biasGradient = biasGradient;
    }

    @Override
    public void refresh(float[] buffer) {
        weights.refresh(buffer);
    }

    @Override
    public void backward(int batch) {
        images = batch;
        kernel.backwardActivation(y().values, y().gradient, batch);
        tasks = tasks(batch, unitRanges());
        run(tasks, weightsTask);
        if (x.gradient != null) {
            tasks = tasks(batch, batch);
            run(tasks, inputTask);
        }
    }

    private void weightsTask(int task) {
        kernel.backwardWeights(
                x.values,
                y().gradient,
                images,
                weightGradient.data(),
                biasGradient == null ? null : biasGradient.data(),
                firstUnit(task, tasks),
                firstUnit(task + 1, tasks));
    }

    private void inputTask(int task) {
        int from = (int) ((long) images * task / tasks);
        int to = (int) ((long) images * (task + 1) / tasks);
        x.beginGradient(this, from, to - from);
        kernel.backwardInput(y().gradient, weight.value().data(), x.gradient, from, to);
    }
}
