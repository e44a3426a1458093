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
        if (firstTile(pixels, MicroKernel.mostFilters()) > WIDE) {
            return pixels;
        }
        int wide = wideTiles(pixels);
        return wide * WIDE + narrowTiles(pixels - wide * WIDE) * NARROW;
    }

    /** Pixels of the tile of a row that begins at {@code pixel}, and for the last one some that the row does not have. */
    static int tile(int pixel, int pixels, int filters) {
        int first = firstTile(pixels, filters);
        boolean isWide = first > WIDE || pixel < wideTiles(pixels) * WIDE;
        return pixel == 0 ? first : isWide ? WIDE : NARROW;
    }

    /** The most tiles of a row of at most so many pixels: narrow ones may make more of a shorter row. */
    static int mostTiles(int mostPixels, int filters) {
        int most = 0;
        for (int pixels = Math.max(1, mostPixels - WIDE); pixels <= mostPixels; pixels++) {
            int tiles = 0;
            for (int pixel = 0; pixel < pixels; pixel += tile(pixel, pixels, filters)) {
                tiles++;
            }
            most = Math.max(most, tiles);
        }
        return most;
    }

    /** The first tile of a row: the widest where wide ones would leave a single pixel over, as of the 49 pixels of 7x7. */
    private static int firstTile(int pixels, int filters) {
        boolean leavesOne = pixels % WIDE == 1 && pixels > WIDE;
        if (leavesOne && filters > LANES.length()) {
            return MicroKernel.WIDEST;
        }
        return wideTiles(pixels) > 0 ? WIDE : NARROW;
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

        /** Rows without a gap between them are one row without an end. */
        Rows {
            width = rowPitch == width * pixelPitch ? Integer.MAX_VALUE / 2 : width;
        }
    }

    /**
     * {@link MicroKernel#product} for rows of pixels; the pixels of what sums start from follow each other without a gap. A block
     * that is longer than a pixel of y is all of its filters and zeros: those run into the next pixel, which is written after
     * it, unless there is none.
     *
     * @param xTile from a tile's pixels in x to the next tile's, or 0 if all pixels follow each other without a gap
     * @param next where in w the weights begin that will be multiplied after these
     * @param initPitch 0 if all sums start from the same bias; else a whole tile is read where the last one begins
     * @param tile memory for the results of a tile that goes over the end of a row or of all rows
     */
    static void set(
            float[] x,
            int xAt,
            int xTile,
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
        int ahead = readAhead(taps, w, wAt, next) ? next : wAt;
        int stored = Math.min(filters, rows.pixelPitch);
        int overrun = stored < filters ? 1 : 0;
        float read = 0;
        int from = xAt;
        int column = 0; // counted along, since dividing by the width takes as long as several taps
        int rowAt = yAt;
        for (int p = 0; p < pixels; ) {
            int size = tile(p, pixels, filters);
            int start = initAt + p * initPitch;
            int reach = size + overrun;
            boolean fits = p + reach <= pixels && column + reach <= rows.width;
            float[] to = fits ? y : tile;
            int at = fits ? rowAt + column * rows.pixelPitch : tileAt;
            int pitch = fits ? rows.pixelPitch : filters;
            read += MicroKernel.product(
                    x, from, taps, w, wAt, ahead, filters, init, start, initPitch, to, at, pitch, size, lowest,
                    highest);
            if (!fits) {
                copy(tile, tileAt, filters, stored, y, rowAt, column, rows, Math.min(size, pixels - p));
            }
            p += size;
            from += xTile == 0 ? size * MicroKernel.PITCH : xTile;
            for (column += size; column >= rows.width; column -= rows.width) {
                rowAt += rows.rowPitch;
            }
            ahead = furtherAhead(taps, ahead, wAt, next);
        }
        tile[tileAt] = read;
    }

    /** Adds to y instead, whose pixels may be closer than a block is long; x has no gaps. Otherwise like {@link #set}. */
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
        int ahead = readAhead(taps, w, wAt, next) ? next : wAt;
        float read = 0;
        float lowest = Float.NEGATIVE_INFINITY;
        float highest = Float.POSITIVE_INFINITY;
        int pitch = rows.pixelPitch;
        int from = xAt;
        int column = 0;
        int rowAt = yAt;
        for (int p = 0; p < pixels; ) {
            int size = tile(p, pixels, filters);
            if (pitch >= filters && p + size <= pixels && column + size <= rows.width) {
                int at = rowAt + column * pitch;
                read += MicroKernel.product(
                        x, from, taps, w, wAt, ahead, filters, y, at, pitch, y, at, pitch, size, lowest, highest);
            } else {
                read += MicroKernel.product(
                        x, from, taps, w, wAt, ahead, filters, ZEROS, 0, 0, tile, tileAt, filters, size, lowest,
                        highest);
                add(tile, tileAt, filters, y, rowAt, column, rows, Math.min(size, pixels - p));
            }
            p += size;
            from += size * MicroKernel.PITCH;
            for (column += size; column >= rows.width; column -= rows.width) {
                rowAt += rows.rowPitch;
            }
            ahead = furtherAhead(taps, ahead, wAt, next);
        }
        tile[tileAt] = read;
    }

    /** Copies the results of a tile whose first pixel stands in a column of a row, as many as there are. */
    private static void copy(
            float[] tile,
            int tileAt,
            int filters,
            int stored,
            float[] y,
            int rowAt,
            int column,
            Rows rows,
            int pixels) {
        for (int i = 0; i < pixels; i++) {
            int at = rowAt + (column + i) / rows.width * rows.rowPitch + (column + i) % rows.width * rows.pixelPitch;
            System.arraycopy(tile, tileAt + i * filters, y, at, stored);
        }
    }

    private static void add(
            float[] tile, int tileAt, int filters, float[] y, int rowAt, int column, Rows rows, int pixels) {
        for (int i = 0; i < pixels; i++) {
            int at = rowAt + (column + i) / rows.width * rows.rowPitch + (column + i) % rows.width * rows.pixelPitch;
            for (int k = 0; k < filters; k += LANES.length()) {
                FloatVector.fromArray(LANES, y, at + k)
                        .add(FloatVector.fromArray(LANES, tile, tileAt + i * filters + k))
                        .intoArray(y, at + k);
            }
        }
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

    /** What one tile reads: a line a chunk, so that four tiles read as many as a chunk's weights fill. */
    private static int share(int[] taps) {
        return taps.length * MicroKernel.LINE;
    }

    /** Where the next tile reads ahead: further on, or when all has been read again at its own weights, at no cost. */
    private static int furtherAhead(int[] taps, int ahead, int wAt, int next) {
        boolean isDone = ahead == wAt || ahead >= next + (TILES_THAT_READ_AHEAD - 1) * share(taps);
        return isDone ? wAt : ahead + share(taps);
    }
}
