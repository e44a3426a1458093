package espalier.runtime.loss;

import espalier.runtime.Tensor;

/**
 * LeNet-5's criterion (LeCun et al. 1998, equation 8): the mean over the batch of the output of the right class, which an
 * RBF layer makes the squared distance to that class's prototype. The prediction is the nearest prototype, so the smallest
 * output. Only for prototypes that are fixed: trained ones would all collapse to one point.
 */
public record RbfPenalty() implements ClassificationLoss {

    @Override
    public double apply(Tensor outputs, int[] labels, Tensor gradient) {
        double loss = value(outputs, labels);
        Batches.checkGradient(outputs, gradient);
        gradient.fill(0);
        int units = outputs.size() / labels.length;
        for (int image = 0; image < labels.length; image++) {
            gradient.data()[image * units + labels[image]] = 1f / labels.length;
        }
        return loss;
    }

    @Override
    public double value(Tensor outputs, int[] labels) {
        int units = Batches.units(outputs, labels);
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            sum += outputs.data()[image * units + Batches.checkLabel(labels[image], units)];
        }
        return sum / labels.length;
    }

    @Override
    public int predicted(float[] row, int offset, int units) {
        int best = 0;
        for (int i = 1; i < units; i++) {
            if (row[offset + i] < row[offset + best]) {
                best = i;
            }
        }
        return best;
    }
}
