package espalier.runtime.vector;

import jdk.incubator.vector.VectorSpecies;

/**
 * The weights of some channels of a block of filters on their way between [filter][channel][3][3] and transformed ones, as
 * [position][channel][filter]. They have a place of their own meanwhile: among all channels' their positions are powers of two
 * apart and keep each other out of the cache. Immutable and thread-safe.
 *
 * @param filters of a block
 */
record WinogradTaps(WinogradTransform transform, int filters) {

    /** So many that runs of channels are worth copying and all positions stay in a first-level cache. */
    static final int CHANNELS = 4;

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /** From a position to the next one. */
    int positionStep() {
        return CHANNELS * filters;
    }

    /** From a row of positions to the next one. */
    private int rowStep() {
        return transform.inputs * positionStep();
    }

    /** Places kernels [filter][channel][3][3], filters {@code filterStep} apart, into the top left corner of the positions. */
    void place(float[] weights, int from, int filterStep, float[] to, int at) {
        int column = positionStep();
        int row = rowStep();
        for (int k = 0; k < filters; k++) {
            for (int c = 0; c < CHANNELS; c++) {
                int kernel = from + k * filterStep + 9 * c;
                int corner = at + c * filters + k;
                to[corner] = weights[kernel];
                to[corner + column] = weights[kernel + 1];
                to[corner + 2 * column] = weights[kernel + 2];
                to[corner + row] = weights[kernel + 3];
                to[corner + row + column] = weights[kernel + 4];
                to[corner + row + 2 * column] = weights[kernel + 5];
                to[corner + 2 * row] = weights[kernel + 6];
                to[corner + 2 * row + column] = weights[kernel + 7];
                to[corner + 2 * row + 2 * column] = weights[kernel + 8];
            }
        }
    }

    /** Places kernels [channel][filter][3][3], channels {@code channelStep} apart, rotated by half a turn. */
    void placeTurned(float[] weights, int from, int channelStep, float[] to, int at) {
        int column = positionStep();
        int row = rowStep();
        for (int c = 0; c < CHANNELS; c++) {
            for (int k = 0; k < filters; k++) {
                int kernel = from + c * channelStep + 9 * k;
                int corner = at + c * filters + k;
                to[corner] = weights[kernel + 8];
                to[corner + column] = weights[kernel + 7];
                to[corner + 2 * column] = weights[kernel + 6];
                to[corner + row] = weights[kernel + 5];
                to[corner + row + column] = weights[kernel + 4];
                to[corner + row + 2 * column] = weights[kernel + 3];
                to[corner + 2 * row] = weights[kernel + 2];
                to[corner + 2 * row + column] = weights[kernel + 1];
                to[corner + 2 * row + 2 * column] = weights[kernel];
            }
        }
    }

    /** Clears the kernels of the first filters. */
    void clear(int firstFilters, float[] taps, int at) {
        for (int tap = 0; tap < 9; tap++) {
            int corner = at + tap / 3 * rowStep() + tap % 3 * positionStep();
            for (int c = 0; c < CHANNELS; c++) {
                for (int k = 0; k < firstFilters; k++) {
                    taps[corner + c * filters + k] = 0;
                }
            }
        }
    }

    /** Columns, then rows; each reads its three taps before it writes. */
    void transform(float[] taps, int at) {
        for (int lane = 0; lane < positionStep(); lane += LANES.length()) {
            for (int v = 0; v < 3; v++) {
                transform.weights(taps, at + v * positionStep() + lane, rowStep());
            }
            for (int i = 0; i < transform.inputs; i++) {
                transform.weights(taps, at + i * rowStep() + lane, positionStep());
            }
        }
    }

    /** The transpose, for gradients. Rows, then columns; each reads all positions before it writes three. */
    void transformBack(float[] taps, int at) {
        for (int lane = 0; lane < positionStep(); lane += LANES.length()) {
            for (int i = 0; i < transform.inputs; i++) {
                transform.weightGradient(taps, at + i * rowStep() + lane, positionStep());
            }
            for (int v = 0; v < 3; v++) {
                transform.weightGradient(taps, at + v * positionStep() + lane, rowStep());
            }
        }
    }

    /** Adds kernels, from the first filter on that is to be added, to [filter][channel][3][3]. */
    void add(float[] taps, int at, int firstFilter, float[] gradient, int to, int filterStep) {
        int column = positionStep();
        int row = rowStep();
        for (int k = firstFilter; k < filters; k++) {
            for (int c = 0; c < CHANNELS; c++) {
                int kernel = to + k * filterStep + 9 * c;
                int corner = at + c * filters + k;
                gradient[kernel] += taps[corner];
                gradient[kernel + 1] += taps[corner + column];
                gradient[kernel + 2] += taps[corner + 2 * column];
                gradient[kernel + 3] += taps[corner + row];
                gradient[kernel + 4] += taps[corner + row + column];
                gradient[kernel + 5] += taps[corner + row + 2 * column];
                gradient[kernel + 6] += taps[corner + 2 * row];
                gradient[kernel + 7] += taps[corner + 2 * row + column];
                gradient[kernel + 8] += taps[corner + 2 * row + 2 * column];
            }
        }
    }

    /** Copies all positions, {@code fromStep} and {@code toStep} apart. */
    void copy(float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep) {
        for (int position = 0; position < transform.inputs * transform.inputs; position++) {
            System.arraycopy(from, fromAt + position * fromStep, to, toAt + position * toStep, positionStep());
        }
    }
}
