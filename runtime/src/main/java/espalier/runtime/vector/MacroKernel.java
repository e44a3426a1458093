package espalier.runtime.vector;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of pixels by the tiles of {@link MicroKernel}, in rows of their own or over the ends of rows. While it multiplies, a tile
 * reads some of the weights that come next. All methods are pure but for the arrays they write, and thread-safe.
 */
final class MacroKernel {

    private static final int WIDE = MicroKernel.WIDE;

    private static final int NARROW = MicroKernel.NARROW;

    private static final int TILES_THAT_READ_AHEAD = 4;

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    static final float[] ZEROS = new float[2 * Lanes.FLOATS.length()];

    /** For rows of fewer pixels than its length, see {@link #wideTiles}. */
    private static final int[] WIDE_TILES =
            IntStream.range(0, 8 * WIDE).map(MacroKernel::fewestWasted).toArray();

    private MacroKernel() {}

    /** Pixels that the tiles of a row compute, those included that the row does not have. */
    static int cost(int pixels) {
        int wide = wideTiles(pixels);
        return wide * WIDE + narrowTiles(pixels - wide * WIDE) * NARROW;
    }

    /** How many wide tiles, the first ones, do a row with the least waste; narrow tiles do the rest. */
    private static int wideTiles(int pixels) {
        if (pixels < WIDE_TILES.length) {
            return WIDE_TILES[pixels];
        }
        // What is left over when wide tiles are taken away asks for the same narrow ones.
        int beyond = (pixels - WIDE_TILES.length) / WIDE + 1;
        return beyond + WIDE_TILES[pixels - beyond * WIDE];
    }

    private static int fewestWasted(int pixels) {
        int most = (pixels + WIDE - 1) / WIDE;
        int best = most;
        for (int wide = most - 1; wide >= 0; wide--) {
            if (wide * WIDE + narrowTiles(pixels - wide * WIDE) * NARROW
                    < best * WIDE + narrowTiles(pixels - best * WIDE) * NARROW) {
                best = wide;
            }
        }
        return best;
    }

    private static int narrowTiles(int pixels) {
        return Math.max(0, (pixels + NARROW - 1) / NARROW);
    }

    /**
     * Where the pixels of several rows stand.
     *
     * @param width pixels of a row
     * @param pixelPitch from a pixel to the next
     * @param rowPitch from a row to the next
     */
    record Rows(int width, int pixelPitch, int rowPitch) {

        private int at(int pixel) {
            return pixel / width * rowPitch + pixel % width * pixelPitch;
        }

        /** Whether {@code count} pixels from {@code pixel} on are all as far apart. */
        private boolean areEven(int pixel, int count) {
            return rowPitch == width * pixelPitch || pixel % width + count <= width;
        }
    }

    /**
     * {@link MicroKernel#product} for rows of pixels; the pixels of x, and of what sums start from, follow each other without a gap.
     *
     * @param next where in w the weights begin that will be multiplied after these
     * @param initPitch 0 if all sums start from the same bias; else a whole tile is read where the last one begins
     * @param tile memory for the results of a tile that goes over the end of a row or of all rows
     */
    static void set(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            int next,
            int filters,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            Rows rows,
            int pixels,
            float lowest,
            float highest,
            float[] tile,
            int tileAt) {
        int wide = Math.min(pixels, wideTiles(pixels) * WIDE);
        int ahead = readAhead(taps, w, wAt, next) ? next : wAt;
        float read = 0;
        for (int p = 0; p < pixels; ) {
            boolean isWide = p < wide;
            int size = isWide ? WIDE : NARROW;
            int from = xAt + p * MicroKernel.PITCH;
            int start = initAt + p * initPitch;
            boolean fits = p + size <= pixels && rows.areEven(p, size);
            float[] to = fits ? y : tile;
            int at = fits ? yAt + rows.at(p) : tileAt;
            int pitch = fits ? rows.pixelPitch() : filters;
            read += MicroKernel.product(
                    x, from, taps, w, wAt, ahead, filters, init, start, initPitch, to, at, pitch, isWide, lowest,
                    highest);
            for (int i = 0; !fits && i < Math.min(size, pixels - p); i++) {
                System.arraycopy(tile, tileAt + i * filters, y, yAt + rows.at(p + i), filters);
            }
            p += size;
            ahead = furtherAhead(taps, ahead, wAt, next);
        }
        tile[tileAt] = read;
    }

    /** Adds to y instead, whose pixels may be closer than a block is long. Otherwise like {@link #set}. */
    static void add(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            int next,
            int filters,
            float[] y,
            int yAt,
            Rows rows,
            int pixels,
            float[] tile,
            int tileAt) {
        int wide = Math.min(pixels, wideTiles(pixels) * WIDE);
        int ahead = readAhead(taps, w, wAt, next) ? next : wAt;
        float read = 0;
        float lowest = Float.NEGATIVE_INFINITY;
        float highest = Float.POSITIVE_INFINITY;
        for (int p = 0; p < pixels; ) {
            boolean isWide = p < wide;
            int size = isWide ? WIDE : NARROW;
            int from = xAt + p * MicroKernel.PITCH;
            int pitch = rows.pixelPitch();
            if (pitch >= filters && p + size <= pixels && rows.areEven(p, size)) {
                int at = yAt + rows.at(p);
                read += MicroKernel.product(
                        x, from, taps, w, wAt, ahead, filters, y, at, pitch, y, at, pitch, isWide, lowest, highest);
            } else {
                read += MicroKernel.product(
                        x, from, taps, w, wAt, ahead, filters, ZEROS, 0, 0, tile, tileAt, filters, isWide, lowest,
                        highest);
                for (int i = 0; i < Math.min(size, pixels - p); i++) {
                    add(tile, tileAt + i * filters, y, yAt + rows.at(p + i), filters);
                }
            }
            p += size;
            ahead = furtherAhead(taps, ahead, wAt, next);
        }
        tile[tileAt] = read;
    }

    /**
     * Whether tiles read the first weights that will be multiplied next. Java has no instruction that fetches memory ahead of
     * its use; reading a few cache lines among each chunk's multiplications serves as one, since it lets the processor go
     * on, where reading all of them at the next tile's beginning makes it wait for a third-level cache: a fifth to a third
     * of the time of layers with large weights and small maps.
     */
    private static boolean readAhead(int[] taps, float[] w, int wAt, int next) {
        return next != wAt && next + TILES_THAT_READ_AHEAD * share(taps) <= w.length;
    }

    private static int share(int[] taps) {
        return taps.length * MicroKernel.LINES_AHEAD * MicroKernel.LINE;
    }

    /** Where the next tile reads ahead: further on, or when all has been read again at its own weights, at no cost. */
    private static int furtherAhead(int[] taps, int ahead, int wAt, int next) {
        boolean isDone = ahead == wAt || ahead >= next + (TILES_THAT_READ_AHEAD - 1) * share(taps);
        return isDone ? wAt : ahead + share(taps);
    }

    private static void add(float[] addend, int from, float[] y, int yAt, int count) {
        for (int k = 0; k < count; k += LANES.length()) {
            FloatVector.fromArray(LANES, y, yAt + k)
                    .add(FloatVector.fromArray(LANES, addend, from + k))
                    .intoArray(y, yAt + k);
        }
    }
}
