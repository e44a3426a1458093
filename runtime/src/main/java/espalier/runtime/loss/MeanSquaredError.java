package espalier.runtime.loss;

import espalier.runtime.Tensor;

/**
 * The mean over all outputs of all images of {@code (y - t)^2}, with the gradient {@code 2 * (y - t) / (N * units)}, as
 * PyTorch's {@code MSELoss} has it.
 *
 * <p>The target {@code t} is given outright (regression), or made from labels: {@code high} for the right class and
 * {@code low} for the others. A network with one output tells apart two classes: {@code low} is class 0, {@code high}
 * class 1.
 *
 * @param low what the outputs of wrong classes should be, below {@code high}
 * @param high what the output of the right class should be
 */
public record MeanSquaredError(float low, float high) implements ClassificationLoss {

    /** Checks the order. */
    public MeanSquaredError {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "The low target must be below the high one, but they are " + low + " and " + high + ".");
        }
    }

    /** Targets 0 and 1; for outputs of a tanh, -1 and 1 fit better. */
    public MeanSquaredError() {
        this(0, 1);
    }

    /**
     * Regression: the loss, and its gradient. Allocates nothing.
     *
     * @param outputs of any shape
     * @param targets of the same shape
     * @param gradient of the same shape; overwritten
     * @throws IllegalArgumentException if the shapes differ
     */
    public double apply(Tensor outputs, Tensor targets, Tensor gradient) {
        Batches.checkGradient(outputs, gradient);
        double loss = value(outputs, targets);
        float[] y = outputs.data();
        float[] t = targets.data();
        float[] dy = gradient.data();
        float factor = 2f / y.length;
        for (int i = 0; i < y.length; i++) {
            dy[i] = factor * (y[i] - t[i]);
        }
        return loss;
    }

    /**
     * Regression: the loss alone. Allocates nothing.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public double value(Tensor outputs, Tensor targets) {
        if (!outputs.sameShape(targets)) {
            throw new IllegalArgumentException("The targets must have the shape of the outputs, " + outputs.shapeText()
                    + ", not " + targets.shapeText() + ".");
        }
        if (outputs.size() == 0) {
            throw new IllegalArgumentException("There are no outputs to compare.");
        }
        float[] y = outputs.data();
        float[] t = targets.data();
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double difference = y[i] - t[i];
            sum += difference * difference;
        }
        return sum / y.length;
    }

    @Override
    public double apply(Tensor outputs, int[] labels, Tensor gradient) {
        double loss = value(outputs, labels);
        Batches.checkGradient(outputs, gradient);
        float[] y = outputs.data();
        float[] dy = gradient.data();
        int units = y.length / labels.length;
        float factor = 2f / y.length;
        for (int image = 0; image < labels.length; image++) {
            for (int i = 0; i < units; i++) {
                int at = image * units + i;
                dy[at] = factor * (y[at] - target(i, labels[image], units));
            }
        }
        return loss;
    }

    @Override
    public double value(Tensor outputs, int[] labels) {
        int units = Batches.units(outputs, labels);
        float[] y = outputs.data();
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            int label = Batches.checkLabel(labels[image], classes(units));
            for (int i = 0; i < units; i++) {
                double difference = y[image * units + i] - target(i, label, units);
                sum += difference * difference;
            }
        }
        return sum / y.length;
    }

    private float target(int unit, int label, int units) {
        int expected = units == 1 ? 1 : unit;
        return label == expected ? high : low;
    }

    @Override
    public int predicted(float[] row, int offset, int units) {
        if (units == 1) {
            return row[offset] > (low + high) / 2 ? 1 : 0;
        }
        return ClassificationLoss.super.predicted(row, offset, units);
    }

    @Override
    public int classes(int units) {
        return units == 1 ? 2 : units;
    }
}
