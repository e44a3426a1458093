package espalier.runtime.loss;

import espalier.runtime.Tensor;

/**
 * The negative logarithm of the probability that a softmax over the outputs gives the right class; the outputs are logits,
 * so the network itself ends without a softmax.
 *
 * <p>{@code loss = log(sum of exp(y[j] - max)) + max - sum of t[j] * y[j]} and {@code dy[j] = softmax(y)[j] - t[j]}, each
 * a mean over the batch. The target {@code t} is 1 for the right class and 0 elsewhere; with label smoothing (Szegedy et
 * al. 2016, section 7) {@code t = (1 - s) * t + s / classes}.
 *
 * @param labelSmoothing s, in [0, 1)
 */
public record SoftmaxCrossEntropy(double labelSmoothing) implements ClassificationLoss {

    /** Checks the range. */
    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("Label smoothing must be in [0, 1), not " + labelSmoothing + ".");
        }
    }

    /** Without label smoothing. */
    public SoftmaxCrossEntropy() {
        this(0);
    }

    @Override
    public double apply(Tensor outputs, int[] labels, Tensor gradient) {
        int units = Batches.units(outputs, labels);
        Batches.checkGradient(outputs, gradient);
        float[] y = outputs.data();
        float[] dy = gradient.data();
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            int at = image * units;
            int label = Batches.checkLabel(labels[image], units);
            double logSumExp = logSumExp(y, at, units);
            sum += loss(y, at, units, label, logSumExp);
            for (int i = 0; i < units; i++) {
                double probability = Math.exp(y[at + i] - logSumExp);
                dy[at + i] = (float) ((probability - target(i, label, units)) / labels.length);
            }
        }
        return sum / labels.length;
    }

    @Override
    public double value(Tensor outputs, int[] labels) {
        int units = Batches.units(outputs, labels);
        float[] y = outputs.data();
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            int at = image * units;
            int label = Batches.checkLabel(labels[image], units);
            sum += loss(y, at, units, label, logSumExp(y, at, units));
        }
        return sum / labels.length;
    }

    private double loss(float[] y, int at, int units, int label, double logSumExp) {
        double loss = (1 - labelSmoothing) * (logSumExp - y[at + label]);
        if (labelSmoothing > 0) {
            double uniform = 0;
            for (int i = 0; i < units; i++) {
                uniform += logSumExp - y[at + i];
            }
            loss += labelSmoothing / units * uniform;
        }
        return loss;
    }

    private double target(int unit, int label, int units) {
        return labelSmoothing / units + (unit == label ? 1 - labelSmoothing : 0);
    }

    private static double logSumExp(float[] y, int at, int units) {
        // Taking the maximum out keeps every exponential at or below 1.
        double max = y[at];
        for (int i = 1; i < units; i++) {
            max = Math.max(max, y[at + i]);
        }
        double sum = 0;
        for (int i = 0; i < units; i++) {
            sum += Math.exp(y[at + i] - max);
        }
        return Math.log(sum) + max;
    }
}
