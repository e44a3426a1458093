package espalier.runtime.pass;

import java.util.Arrays;

/**
 * Where images, divided into a fixed number of parts, sum their share of a weight gradient before the parts are added in
 * order: so the result does not depend on the number of threads. The arrays serve all layers of a pass, one at a time.
 */
final class GradientParts {

    /**
     * The parts of one layer hold this many values at most: 8 parts keep 8 threads busy on small layers, while a layer of
     * millions of weights gets fewer, since clearing and adding its parts would cost more than the threads save.
     */
    private static final int MOST_VALUES = 4_000_000;

    private static final int MOST_PARTS = 8;
    private static final int FEWEST_PARTS = 2;

    private final float[][] weights = new float[MOST_PARTS][0];
    private final float[][] bias = new float[MOST_PARTS][0];

    /** Multiply-adds of a part for each value that is cleared and added: with fewer, these take a tenth of the time and more. */
    private static final int LEAST_WORK_PER_VALUE = 100;

    /**
     * The number of parts of a layer with {@code size} packed weights: fixed by the layer and the batch alone.
     *
     * @param work multiply-adds of the batch
     */
    static int parts(int size, long work) {
        int values = Math.max(1, size);
        long most = Math.min(MOST_PARTS, work / LEAST_WORK_PER_VALUE / values);
        return (int) Math.max(FEWEST_PARTS, Math.min(most, MOST_VALUES / values));
    }

    /** Called while the pass is built, so that no training step allocates. */
    void reserve(int parts, int weightSize, int biasSize) {
        for (int part = 0; part < parts; part++) {
            if (weights[part].length < weightSize) {
                weights[part] = new float[weightSize];
            }
            if (bias[part].length < biasSize) {
                bias[part] = new float[biasSize];
            }
        }
    }

    /** The cleared weight part. */
    float[] clearedWeights(int part, int size) {
        Arrays.fill(weights[part], 0, size, 0f);
        return weights[part];
    }

    /** The cleared bias part. */
    float[] clearedBias(int part, int size) {
        Arrays.fill(bias[part], 0, size, 0f);
        return bias[part];
    }

    /** Adds parts 1 to {@code parts} to part 0, in order, and gives it. */
    float[] summedWeights(int parts, int size) {
        return summed(weights, parts, size);
    }

    /** Adds parts 1 to {@code parts} to part 0, in order, and gives it. */
    float[] summedBias(int parts, int size) {
        return summed(bias, parts, size);
    }

    private static float[] summed(float[][] all, int parts, int size) {
        float[] sum = all[0];
        for (int part = 1; part < parts; part++) {
            float[] addend = all[part];
            for (int i = 0; i < size; i++) {
                sum[i] += addend[i];
            }
        }
        return sum;
    }
}
