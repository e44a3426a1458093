package espalier.runtime.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A copy of a few rows of a channel-last map as {@link MicroKernel} reads them: for each kernel column what it sees, output
 * pixel after output pixel, {@link MicroKernel#PITCH} values apart, channels in blocks of as many. Rows follow each other
 * without a gap, so that tiles may go over the ends of rows; with a vertical stride s they are sorted by their remainder by s.
 *
 * <p>Copying costs a load and a store a kernel column for as many values as are multiplied by the hundred. Immutable.
 */
final class Panel {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private final ConvolutionGeometry geometry;
    private final int channelBlocks;
    /**
     * Where a panel begins in scratch memory. A Java array's first element stands 16 bytes into it, and large arrays begin at a
     * cache line: a vector of 512 bits from here on is a whole line, elsewhere parts of two, which costs up to a sixth of the
     * time of Winograd's transforms. Where an array begins elsewhere, only speed is lost.
     */
    static final int FIRST = MicroKernel.LINE - 4;

    /** For each remainder of a row by the stride its place among those that are read, or -1. */
    private final int[] remainders;

    private final int usedRemainders;
    private final int rowsPerRemainder;

    /** @param mostRows output rows that a panel is for at most */
    Panel(ConvolutionGeometry geometry, int mostRows) {
        this.geometry = geometry;
        this.channelBlocks = (geometry.channels() + MicroKernel.PITCH - 1) / MicroKernel.PITCH;
        this.remainders = new int[geometry.strideHeight()];
        Arrays.fill(remainders, -1);
        int used = 0;
        for (int u = 0; u < geometry.kernelHeight(); u++) {
            int remainder = u * geometry.dilationHeight() % geometry.strideHeight();
            if (remainders[remainder] < 0) {
                remainders[remainder] = used++;
            }
        }
        this.usedRemainders = used;
        this.rowsPerRemainder = (geometry.inputRows(mostRows) + geometry.strideHeight() - 1) / geometry.strideHeight();
    }

    /** Values of a panel, and what a tile at the end may read beyond them. */
    int size() {
        int blocks = geometry.kernelWidth() * usedRemainders * channelBlocks;
        return Math.addExact(Math.multiplyExact(blocks, blockSize()), FIRST + MicroKernel.WIDEST * MicroKernel.PITCH);
    }

    private int blockSize() {
        return rowsPerRemainder * rowSize();
    }

    private int rowSize() {
        return geometry.outputWidth() * MicroKernel.PITCH;
    }

    /** From the start of a panel to what output pixel 0,0 sees at a kernel's row and column in a channel. */
    int offset(int kernelRow, int kernelColumn, int channel) {
        int row = kernelRow * geometry.dilationHeight();
        return at(kernelColumn, row, channel) + channel % MicroKernel.PITCH;
    }

    private int at(int kernelColumn, int row, int channel) {
        int remainder = kernelColumn * usedRemainders + remainders[row % geometry.strideHeight()];
        int block = remainder * channelBlocks + channel / MicroKernel.PITCH;
        return FIRST + block * blockSize() + row / geometry.strideHeight() * rowSize();
    }

    /** Fills a panel with what {@code rows} output rows see, the window of whose first pixel begins at {@code xAt}. */
    void fill(float[] x, int xAt, int rows, float[] panel) {
        for (int v = 0; v < geometry.kernelWidth(); v++) {
            int columnAt = xAt + v * geometry.dilationWidth() * geometry.channels();
            for (int row = 0; row < geometry.inputRows(rows); row++) {
                if (remainders[row % geometry.strideHeight()] >= 0) {
                    row(x, columnAt + row * geometry.xRowPitch(), panel, v, row);
                }
            }
        }
    }

    private void row(float[] x, int xAt, float[] panel, int kernelColumn, int row) {
        int pitch = geometry.windowPitch();
        for (int c = 0; c < geometry.channels(); c += LANES.length()) {
            int to = at(kernelColumn, row, c) + c % MicroKernel.PITCH;
            int present = geometry.channelsPresent() - c;
            if (geometry.channelsPresent() == geometry.channels() || present >= LANES.length()) {
                copy(x, xAt + c, pitch, geometry.outputWidth(), panel, to);
            } else {
                copy(x, xAt + c, pitch, geometry.outputWidth(), present, panel, to);
            }
        }
    }

    /** A vector of every pixel; what is read beyond a pixel's last channel stands in channels that no tap reads. */
    private static void copy(float[] x, int xAt, int pitch, int count, float[] panel, int at) {
        for (int pixel = 0; pixel < count; pixel++) {
            FloatVector.fromArray(LANES, x, xAt + pixel * pitch).intoArray(panel, at + pixel * MicroKernel.PITCH);
        }
    }

    /** The first {@code present} values of every pixel, and zeros. */
    private static void copy(float[] x, int xAt, int pitch, int count, int present, float[] panel, int at) {
        FloatVector zero = FloatVector.zero(LANES);
        for (int pixel = 0; pixel < count; pixel++) {
            zero.blend(FloatVector.fromArray(LANES, x, xAt + pixel * pitch), Lanes.NUMBERS.lt(present))
                    .intoArray(panel, at + pixel * MicroKernel.PITCH);
        }
    }
}
