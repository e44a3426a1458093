package espalier.runtime.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A copy of a few rows of a channel-last map as {@link MicroKernel} reads them: channels in blocks of
 * {@link MicroKernel#PITCH}, [row][block][phase][column][channel of the block]. With stride s, columns are sorted by their
 * remainder by s, the phase, so that neighbouring output pixels read neighbouring columns. Copying costs a load and a store
 * for as many values as multiply-adds by the hundred; it also brings the rows of a strip close together. Immutable.
 */
final class Panel {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private final int channels;
    private final int blocks;
    private final int stride;
    private final int columns;
    /** For each phase its place among those that are read, or -1. */
    private final int[] phases;

    private final int usedPhases;
    private final int columnsPerPhase;

    /**
     * @param columns of the map that are read from a row
     * @param stride from one output pixel's column to the next one's
     * @param kernelWidth taps of a pixel in a row, {@code dilation} columns apart
     */
    Panel(int channels, int columns, int stride, int kernelWidth, int dilation) {
        this.channels = channels;
        this.blocks = (channels + MicroKernel.PITCH - 1) / MicroKernel.PITCH;
        this.stride = stride;
        this.columns = columns;
        this.phases = new int[stride];
        Arrays.fill(phases, -1);
        int used = 0;
        for (int v = 0; v < kernelWidth; v++) {
            if (phases[v * dilation % stride] < 0) {
                phases[v * dilation % stride] = used++;
            }
        }
        this.columnsPerPhase = (columns + stride - 1) / stride;
        this.usedPhases = used;
    }

    /** Values of one row. */
    int rowSize() {
        return blocks * blockSize();
    }

    private int blockSize() {
        return usedPhases * columnsPerPhase * MicroKernel.PITCH;
    }

    /** Values of {@code rows} rows, and what a tile at the end may read beyond them. */
    int size(int rows) {
        return rows * rowSize() + MicroKernel.WIDE * MicroKernel.PITCH;
    }

    /** From the start of a row to a channel of a column of the map that is the first of its kind. */
    int offset(int column, int channel) {
        return channel / MicroKernel.PITCH * blockSize()
                + (phases[column % stride] * columnsPerPhase + column / stride) * MicroKernel.PITCH
                + channel % MicroKernel.PITCH;
    }

    /** Fills the row of the panel at {@code at} with the row of the map at {@code xAt}. */
    void fill(float[] x, int xAt, float[] panel, int at) {
        for (int phase = 0; phase < stride; phase++) {
            if (phases[phase] >= 0) {
                int count = (columns - phase + stride - 1) / stride;
                for (int c = 0; c < channels; c += LANES.length()) {
                    copy(x, xAt + phase * channels + c, stride * channels, count, panel, at + offset(phase, c));
                }
            }
        }
    }

    /** A vector of every pixel; what is read beyond a pixel's last channel stands in channels that no tap reads. */
    private static void copy(float[] x, int xAt, int pitch, int count, float[] panel, int at) {
        for (int pixel = 0; pixel < count; pixel++) {
            FloatVector.fromArray(LANES, x, xAt + pixel * pitch).intoArray(panel, at + pixel * MicroKernel.PITCH);
        }
    }
}
