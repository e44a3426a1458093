package espalier.runtime.loss;

import espalier.runtime.Tensor;

/**
 * Compares a network's outputs with the right classes. Outputs are N,units, or N,C,1,1 as a global pooling leaves them;
 * values and gradients are means over the batch. Implementations have no state: safe for use by any number of threads.
 */
public interface ClassificationLoss {

    /**
     * The loss, and its gradient. Allocates nothing.
     *
     * @param outputs N,units
     * @param labels the right class of each of the N images, from 0
     * @param gradient of the shape of the outputs; overwritten
     * @return the mean over the batch
     * @throws IllegalArgumentException if shapes or counts differ or a label is no class
     */
    double apply(Tensor outputs, int[] labels, Tensor gradient);

    /**
     * The loss alone. Allocates nothing.
     *
     * @throws IllegalArgumentException as for {@link #apply}
     */
    double value(Tensor outputs, int[] labels);

    /**
     * The class that the outputs of one image speak for: the largest one, the first of equals.
     *
     * @param row holds the outputs
     * @param offset of the image's first
     * @param units how many there are
     */
    default int predicted(float[] row, int offset, int units) {
        int best = 0;
        for (int i = 1; i < units; i++) {
            if (row[offset + i] > row[offset + best]) {
                best = i;
            }
        }
        return best;
    }

    /** How many classes so many outputs tell apart. */
    default int classes(int units) {
        return units;
    }
}
