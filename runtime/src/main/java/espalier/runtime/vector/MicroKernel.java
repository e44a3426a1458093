package espalier.runtime.vector;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles that all larger convolutions share, whatever their shapes (Goto and van de Geijn 2008, "Anatomy of
 * high-performance matrix multiplication", call them micro-kernels): sums stay in registers over all taps, each load of
 * weights feeds every pixel of the tile and each broadcast of an input every vector of filters.
 *
 * <p>Inputs come packed by {@link Panel}, pixels {@link #PITCH} values apart whatever their channels, so that offsets within
 * a tile are literals: with distances known only at run time C2 spills, at half to a third of the speed. Taps are taken in
 * chunks of {@link #CHUNK}, so that the inner loop has literal bounds too and its index checks move out of it. Both loops are
 * do-while: JDK 17 boxes vectors that are carried through a loop that might run zero times, fifty times slower. In this
 * form the inner loop has no spill on JDK 17 and two on JDK 25.
 *
 * <p>One body for all layers is compiled once, a fraction of a second into a program; a tile a layer was twice as fast only
 * after as many compilations. All methods are pure but for the array they write, and thread-safe.
 */
final class MicroKernel {

    /** Values from one pixel of a panel to the next. */
    static final int PITCH = 16;

    /** Channels of one tap: the literal trip count of the inner loops. */
    static final int CHUNK = 8;

    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Cache lines of later weights that a tile reads for each chunk: four tiles read as many as a chunk's weights fill. */
    private static final int LINES_AHEAD = 4;

    private static final int TILES_THAT_READ_AHEAD = 4;

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /** Pixels of the larger tile: 28 sums in 32 registers of 512 bits, else 12 in 16 registers. */
    static final int WIDE = Lanes.are512Bits() ? 14 : 12;

    /** Pixels of the smaller tile. */
    static final int NARROW = 8;

    static final float[] ZEROS = new float[2 * Lanes.FLOATS.length()];

    /** For rows of fewer pixels than its length, see {@link #wideTiles}. */
    private static final int[] WIDE_TILES =
            IntStream.range(0, 8 * WIDE).map(MicroKernel::fewestWasted).toArray();

    private MicroKernel() {}

    /** Filters of the widest block: two vectors where there are 32 registers. */
    static int mostFilters() {
        return Lanes.are512Bits() ? 2 * LANES.length() : LANES.length();
    }

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
     * {@link #product} for rows of pixels; the pixels of x, and of what sums start from, follow each other without a gap.
     *
     * @param next where in w the weights begin that will be multiplied after these
     * @param initPitch 0 if all sums start from the same bias
     * @param tile memory for the results of a tile that goes over the end of a row
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
            int n = Math.min(isWide ? WIDE : NARROW, pixels - p);
            int from = xAt + p * PITCH;
            int start = initAt + p * initPitch;
            boolean even = rows.areEven(p, n);
            float[] to = even ? y : tile;
            int at = even ? yAt + rows.at(p) : tileAt;
            int pitch = even ? rows.pixelPitch() : filters;
            read += product(
                    x, from, taps, w, wAt, ahead, filters, init, start, initPitch, to, at, pitch, n, isWide, lowest,
                    highest);
            for (int i = 0; !even && i < n; i++) {
                System.arraycopy(tile, tileAt + i * filters, y, yAt + rows.at(p + i), filters);
            }
            p += isWide ? WIDE : NARROW;
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
            int n = Math.min(isWide ? WIDE : NARROW, pixels - p);
            int from = xAt + p * PITCH;
            int pitch = rows.pixelPitch();
            if (pitch >= filters && rows.areEven(p, n)) {
                int at = yAt + rows.at(p);
                read += product(
                        x, from, taps, w, wAt, ahead, filters, y, at, pitch, y, at, pitch, n, isWide, lowest, highest);
            } else {
                read += product(
                        x, from, taps, w, wAt, ahead, filters, ZEROS, 0, 0, tile, tileAt, filters, n, isWide, lowest,
                        highest);
                for (int i = 0; i < n; i++) {
                    add(tile, tileAt + i * filters, y, yAt + rows.at(p + i), filters);
                }
            }
            p += isWide ? WIDE : NARROW;
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
        return taps.length * LINES_AHEAD * LINE;
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

    /**
     * {@code y[p][k] = f(init[p][k] + sum over taps t and c of w[t][c][k] * x[taps[t] + c][p])} for the filters k of a block and
     * a row of pixels p, where {@code f(s) = min(max(s, lowest), highest)}.
     *
     * @param taps for each chunk of channels its distance from {@code xAt}; at least one
     * @param ahead where to read ahead in w, see {@link #readAhead}; blocks of one vector do not
     * @param w [tap][channel of the chunk][filter of the block]
     * @param filters of the block: one vector, or {@link #mostFilters}
     * @param initPitch from a pixel's initial sums to the next one's: 0 if all start from the same bias, or y's to add to what
     *     is there, if pixels are at least as far apart as a block is long
     * @param pixels from 1 to the tile's
     * @return the sum of what was read ahead, of no use but that it cannot be left out
     */
    static float product(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            int ahead,
            int filters,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            boolean wide,
            float lowest,
            float highest) {
        boolean two = filters > LANES.length();
        if (wide && two) {
            return product2x14(
                    x, xAt, taps, w, wAt, ahead, init, initAt, initPitch, y, yAt, yPitch, pixels, lowest, highest);
        } else if (two) {
            return product2x8(
                    x, xAt, taps, w, wAt, ahead, init, initAt, initPitch, y, yAt, yPitch, pixels, lowest, highest);
        } else if (!wide) {
            product1x8(x, xAt, taps, w, wAt, init, initAt, initPitch, y, yAt, yPitch, pixels, lowest, highest);
        } else if (WIDE == 14) {
            product1x14(x, xAt, taps, w, wAt, init, initAt, initPitch, y, yAt, yPitch, pixels, lowest, highest);
        } else {
            product1x12(x, xAt, taps, w, wAt, init, initAt, initPitch, y, yAt, yPitch, pixels, lowest, highest);
        }
        return 0;
    }

    /**
     * {@code dw[c][k] += sum over pixels p of x[p][c] * dy[p][k]} for a chunk of channels c and the filters k of a block.
     *
     * @param x pixels {@link #PITCH} apart
     * @param dy [pixel][filter of the block]
     * @param pixels at least 1
     * @param dw [channel of the chunk][filter of the block]
     */
    static void outer(float[] x, int xAt, float[] dy, int dyAt, int filters, int pixels, float[] dw, int dwAt) {
        if (filters > LANES.length()) {
            outer2(x, xAt, dy, dyAt, pixels, dw, dwAt);
        } else {
            outer1(x, xAt, dy, dyAt, pixels, dw, dwAt);
        }
    }

    /** 2 vectors of filters times 14 pixels. */
    private static float product2x14(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            int ahead,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            float lowest,
            float highest) {
        int last = (pixels - 1) * initPitch;
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector b0 = FloatVector.fromArray(LANES, init, initAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last));
        FloatVector b1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last) + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last));
        FloatVector b2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last) + LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last));
        FloatVector b3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last) + LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last));
        FloatVector b4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last) + LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last));
        FloatVector b5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last) + LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last));
        FloatVector b6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last) + LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last));
        FloatVector b7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last) + LANES.length());
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + Math.min(8 * initPitch, last));
        FloatVector b8 = FloatVector.fromArray(LANES, init, initAt + Math.min(8 * initPitch, last) + LANES.length());
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + Math.min(9 * initPitch, last));
        FloatVector b9 = FloatVector.fromArray(LANES, init, initAt + Math.min(9 * initPitch, last) + LANES.length());
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + Math.min(10 * initPitch, last));
        FloatVector b10 = FloatVector.fromArray(LANES, init, initAt + Math.min(10 * initPitch, last) + LANES.length());
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + Math.min(11 * initPitch, last));
        FloatVector b11 = FloatVector.fromArray(LANES, init, initAt + Math.min(11 * initPitch, last) + LANES.length());
        FloatVector a12 = FloatVector.fromArray(LANES, init, initAt + Math.min(12 * initPitch, last));
        FloatVector b12 = FloatVector.fromArray(LANES, init, initAt + Math.min(12 * initPitch, last) + LANES.length());
        FloatVector a13 = FloatVector.fromArray(LANES, init, initAt + Math.min(13 * initPitch, last));
        FloatVector b13 = FloatVector.fromArray(LANES, init, initAt + Math.min(13 * initPitch, last) + LANES.length());
        int f = wAt;
        int next = ahead;
        float read = 0;
        int tap = 0;
        do {
            int at = xAt + taps[tap];
            read += w[next] + w[next + LINE] + w[next + 2 * LINE] + w[next + 3 * LINE];
            next += LINES_AHEAD * LINE;
            int c = 0;
            do {
                FloatVector wa = FloatVector.fromArray(LANES, w, f + c * (2 * LANES.length()));
                FloatVector wb = FloatVector.fromArray(LANES, w, f + c * (2 * LANES.length()) + LANES.length());
                FloatVector x0 = FloatVector.broadcast(LANES, x[at + c]);
                a0 = wa.fma(x0, a0);
                b0 = wb.fma(x0, b0);
                FloatVector x1 = FloatVector.broadcast(LANES, x[at + c + 1 * PITCH]);
                a1 = wa.fma(x1, a1);
                b1 = wb.fma(x1, b1);
                FloatVector x2 = FloatVector.broadcast(LANES, x[at + c + 2 * PITCH]);
                a2 = wa.fma(x2, a2);
                b2 = wb.fma(x2, b2);
                FloatVector x3 = FloatVector.broadcast(LANES, x[at + c + 3 * PITCH]);
                a3 = wa.fma(x3, a3);
                b3 = wb.fma(x3, b3);
                FloatVector x4 = FloatVector.broadcast(LANES, x[at + c + 4 * PITCH]);
                a4 = wa.fma(x4, a4);
                b4 = wb.fma(x4, b4);
                FloatVector x5 = FloatVector.broadcast(LANES, x[at + c + 5 * PITCH]);
                a5 = wa.fma(x5, a5);
                b5 = wb.fma(x5, b5);
                FloatVector x6 = FloatVector.broadcast(LANES, x[at + c + 6 * PITCH]);
                a6 = wa.fma(x6, a6);
                b6 = wb.fma(x6, b6);
                FloatVector x7 = FloatVector.broadcast(LANES, x[at + c + 7 * PITCH]);
                a7 = wa.fma(x7, a7);
                b7 = wb.fma(x7, b7);
                FloatVector x8 = FloatVector.broadcast(LANES, x[at + c + 8 * PITCH]);
                a8 = wa.fma(x8, a8);
                b8 = wb.fma(x8, b8);
                FloatVector x9 = FloatVector.broadcast(LANES, x[at + c + 9 * PITCH]);
                a9 = wa.fma(x9, a9);
                b9 = wb.fma(x9, b9);
                FloatVector x10 = FloatVector.broadcast(LANES, x[at + c + 10 * PITCH]);
                a10 = wa.fma(x10, a10);
                b10 = wb.fma(x10, b10);
                FloatVector x11 = FloatVector.broadcast(LANES, x[at + c + 11 * PITCH]);
                a11 = wa.fma(x11, a11);
                b11 = wb.fma(x11, b11);
                FloatVector x12 = FloatVector.broadcast(LANES, x[at + c + 12 * PITCH]);
                a12 = wa.fma(x12, a12);
                b12 = wb.fma(x12, b12);
                FloatVector x13 = FloatVector.broadcast(LANES, x[at + c + 13 * PITCH]);
                a13 = wa.fma(x13, a13);
                b13 = wb.fma(x13, b13);
            } while (++c < CHUNK);
            f += CHUNK * 2 * LANES.length();
        } while (++tap < taps.length);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.max(low).min(high).intoArray(y, yAt);
        b0.max(low).min(high).intoArray(y, yAt + LANES.length());
        if (pixels == 1) {
            return read;
        }
        a1.max(low).min(high).intoArray(y, yAt + yPitch);
        b1.max(low).min(high).intoArray(y, yAt + yPitch + LANES.length());
        if (pixels == 2) {
            return read;
        }
        a2.max(low).min(high).intoArray(y, yAt + 2 * yPitch);
        b2.max(low).min(high).intoArray(y, yAt + 2 * yPitch + LANES.length());
        if (pixels == 3) {
            return read;
        }
        a3.max(low).min(high).intoArray(y, yAt + 3 * yPitch);
        b3.max(low).min(high).intoArray(y, yAt + 3 * yPitch + LANES.length());
        if (pixels == 4) {
            return read;
        }
        a4.max(low).min(high).intoArray(y, yAt + 4 * yPitch);
        b4.max(low).min(high).intoArray(y, yAt + 4 * yPitch + LANES.length());
        if (pixels == 5) {
            return read;
        }
        a5.max(low).min(high).intoArray(y, yAt + 5 * yPitch);
        b5.max(low).min(high).intoArray(y, yAt + 5 * yPitch + LANES.length());
        if (pixels == 6) {
            return read;
        }
        a6.max(low).min(high).intoArray(y, yAt + 6 * yPitch);
        b6.max(low).min(high).intoArray(y, yAt + 6 * yPitch + LANES.length());
        if (pixels == 7) {
            return read;
        }
        a7.max(low).min(high).intoArray(y, yAt + 7 * yPitch);
        b7.max(low).min(high).intoArray(y, yAt + 7 * yPitch + LANES.length());
        if (pixels == 8) {
            return read;
        }
        a8.max(low).min(high).intoArray(y, yAt + 8 * yPitch);
        b8.max(low).min(high).intoArray(y, yAt + 8 * yPitch + LANES.length());
        if (pixels == 9) {
            return read;
        }
        a9.max(low).min(high).intoArray(y, yAt + 9 * yPitch);
        b9.max(low).min(high).intoArray(y, yAt + 9 * yPitch + LANES.length());
        if (pixels == 10) {
            return read;
        }
        a10.max(low).min(high).intoArray(y, yAt + 10 * yPitch);
        b10.max(low).min(high).intoArray(y, yAt + 10 * yPitch + LANES.length());
        if (pixels == 11) {
            return read;
        }
        a11.max(low).min(high).intoArray(y, yAt + 11 * yPitch);
        b11.max(low).min(high).intoArray(y, yAt + 11 * yPitch + LANES.length());
        if (pixels == 12) {
            return read;
        }
        a12.max(low).min(high).intoArray(y, yAt + 12 * yPitch);
        b12.max(low).min(high).intoArray(y, yAt + 12 * yPitch + LANES.length());
        if (pixels == 13) {
            return read;
        }
        a13.max(low).min(high).intoArray(y, yAt + 13 * yPitch);
        b13.max(low).min(high).intoArray(y, yAt + 13 * yPitch + LANES.length());
        return read;
    }

    /** 2 vectors of filters times 8 pixels. */
    private static float product2x8(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            int ahead,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            float lowest,
            float highest) {
        int last = (pixels - 1) * initPitch;
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector b0 = FloatVector.fromArray(LANES, init, initAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last));
        FloatVector b1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last) + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last));
        FloatVector b2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last) + LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last));
        FloatVector b3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last) + LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last));
        FloatVector b4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last) + LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last));
        FloatVector b5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last) + LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last));
        FloatVector b6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last) + LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last));
        FloatVector b7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last) + LANES.length());
        int f = wAt;
        int next = ahead;
        float read = 0;
        int tap = 0;
        do {
            int at = xAt + taps[tap];
            read += w[next] + w[next + LINE] + w[next + 2 * LINE] + w[next + 3 * LINE];
            next += LINES_AHEAD * LINE;
            int c = 0;
            do {
                FloatVector wa = FloatVector.fromArray(LANES, w, f + c * (2 * LANES.length()));
                FloatVector wb = FloatVector.fromArray(LANES, w, f + c * (2 * LANES.length()) + LANES.length());
                FloatVector x0 = FloatVector.broadcast(LANES, x[at + c]);
                a0 = wa.fma(x0, a0);
                b0 = wb.fma(x0, b0);
                FloatVector x1 = FloatVector.broadcast(LANES, x[at + c + 1 * PITCH]);
                a1 = wa.fma(x1, a1);
                b1 = wb.fma(x1, b1);
                FloatVector x2 = FloatVector.broadcast(LANES, x[at + c + 2 * PITCH]);
                a2 = wa.fma(x2, a2);
                b2 = wb.fma(x2, b2);
                FloatVector x3 = FloatVector.broadcast(LANES, x[at + c + 3 * PITCH]);
                a3 = wa.fma(x3, a3);
                b3 = wb.fma(x3, b3);
                FloatVector x4 = FloatVector.broadcast(LANES, x[at + c + 4 * PITCH]);
                a4 = wa.fma(x4, a4);
                b4 = wb.fma(x4, b4);
                FloatVector x5 = FloatVector.broadcast(LANES, x[at + c + 5 * PITCH]);
                a5 = wa.fma(x5, a5);
                b5 = wb.fma(x5, b5);
                FloatVector x6 = FloatVector.broadcast(LANES, x[at + c + 6 * PITCH]);
                a6 = wa.fma(x6, a6);
                b6 = wb.fma(x6, b6);
                FloatVector x7 = FloatVector.broadcast(LANES, x[at + c + 7 * PITCH]);
                a7 = wa.fma(x7, a7);
                b7 = wb.fma(x7, b7);
            } while (++c < CHUNK);
            f += CHUNK * 2 * LANES.length();
        } while (++tap < taps.length);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.max(low).min(high).intoArray(y, yAt);
        b0.max(low).min(high).intoArray(y, yAt + LANES.length());
        if (pixels == 1) {
            return read;
        }
        a1.max(low).min(high).intoArray(y, yAt + yPitch);
        b1.max(low).min(high).intoArray(y, yAt + yPitch + LANES.length());
        if (pixels == 2) {
            return read;
        }
        a2.max(low).min(high).intoArray(y, yAt + 2 * yPitch);
        b2.max(low).min(high).intoArray(y, yAt + 2 * yPitch + LANES.length());
        if (pixels == 3) {
            return read;
        }
        a3.max(low).min(high).intoArray(y, yAt + 3 * yPitch);
        b3.max(low).min(high).intoArray(y, yAt + 3 * yPitch + LANES.length());
        if (pixels == 4) {
            return read;
        }
        a4.max(low).min(high).intoArray(y, yAt + 4 * yPitch);
        b4.max(low).min(high).intoArray(y, yAt + 4 * yPitch + LANES.length());
        if (pixels == 5) {
            return read;
        }
        a5.max(low).min(high).intoArray(y, yAt + 5 * yPitch);
        b5.max(low).min(high).intoArray(y, yAt + 5 * yPitch + LANES.length());
        if (pixels == 6) {
            return read;
        }
        a6.max(low).min(high).intoArray(y, yAt + 6 * yPitch);
        b6.max(low).min(high).intoArray(y, yAt + 6 * yPitch + LANES.length());
        if (pixels == 7) {
            return read;
        }
        a7.max(low).min(high).intoArray(y, yAt + 7 * yPitch);
        b7.max(low).min(high).intoArray(y, yAt + 7 * yPitch + LANES.length());
        return read;
    }

    /** 1 vector of filters times 14 pixels. */
    private static void product1x14(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            float lowest,
            float highest) {
        int last = (pixels - 1) * initPitch;
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last));
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last));
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last));
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last));
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last));
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last));
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last));
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + Math.min(8 * initPitch, last));
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + Math.min(9 * initPitch, last));
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + Math.min(10 * initPitch, last));
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + Math.min(11 * initPitch, last));
        FloatVector a12 = FloatVector.fromArray(LANES, init, initAt + Math.min(12 * initPitch, last));
        FloatVector a13 = FloatVector.fromArray(LANES, init, initAt + Math.min(13 * initPitch, last));
        int f = wAt;
        int tap = 0;
        do {
            int at = xAt + taps[tap];
            int c = 0;
            do {
                FloatVector wa = FloatVector.fromArray(LANES, w, f + c * LANES.length());
                FloatVector x0 = FloatVector.broadcast(LANES, x[at + c]);
                a0 = wa.fma(x0, a0);
                FloatVector x1 = FloatVector.broadcast(LANES, x[at + c + 1 * PITCH]);
                a1 = wa.fma(x1, a1);
                FloatVector x2 = FloatVector.broadcast(LANES, x[at + c + 2 * PITCH]);
                a2 = wa.fma(x2, a2);
                FloatVector x3 = FloatVector.broadcast(LANES, x[at + c + 3 * PITCH]);
                a3 = wa.fma(x3, a3);
                FloatVector x4 = FloatVector.broadcast(LANES, x[at + c + 4 * PITCH]);
                a4 = wa.fma(x4, a4);
                FloatVector x5 = FloatVector.broadcast(LANES, x[at + c + 5 * PITCH]);
                a5 = wa.fma(x5, a5);
                FloatVector x6 = FloatVector.broadcast(LANES, x[at + c + 6 * PITCH]);
                a6 = wa.fma(x6, a6);
                FloatVector x7 = FloatVector.broadcast(LANES, x[at + c + 7 * PITCH]);
                a7 = wa.fma(x7, a7);
                FloatVector x8 = FloatVector.broadcast(LANES, x[at + c + 8 * PITCH]);
                a8 = wa.fma(x8, a8);
                FloatVector x9 = FloatVector.broadcast(LANES, x[at + c + 9 * PITCH]);
                a9 = wa.fma(x9, a9);
                FloatVector x10 = FloatVector.broadcast(LANES, x[at + c + 10 * PITCH]);
                a10 = wa.fma(x10, a10);
                FloatVector x11 = FloatVector.broadcast(LANES, x[at + c + 11 * PITCH]);
                a11 = wa.fma(x11, a11);
                FloatVector x12 = FloatVector.broadcast(LANES, x[at + c + 12 * PITCH]);
                a12 = wa.fma(x12, a12);
                FloatVector x13 = FloatVector.broadcast(LANES, x[at + c + 13 * PITCH]);
                a13 = wa.fma(x13, a13);
            } while (++c < CHUNK);
            f += CHUNK * LANES.length();
        } while (++tap < taps.length);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.max(low).min(high).intoArray(y, yAt);
        if (pixels == 1) {
            return;
        }
        a1.max(low).min(high).intoArray(y, yAt + yPitch);
        if (pixels == 2) {
            return;
        }
        a2.max(low).min(high).intoArray(y, yAt + 2 * yPitch);
        if (pixels == 3) {
            return;
        }
        a3.max(low).min(high).intoArray(y, yAt + 3 * yPitch);
        if (pixels == 4) {
            return;
        }
        a4.max(low).min(high).intoArray(y, yAt + 4 * yPitch);
        if (pixels == 5) {
            return;
        }
        a5.max(low).min(high).intoArray(y, yAt + 5 * yPitch);
        if (pixels == 6) {
            return;
        }
        a6.max(low).min(high).intoArray(y, yAt + 6 * yPitch);
        if (pixels == 7) {
            return;
        }
        a7.max(low).min(high).intoArray(y, yAt + 7 * yPitch);
        if (pixels == 8) {
            return;
        }
        a8.max(low).min(high).intoArray(y, yAt + 8 * yPitch);
        if (pixels == 9) {
            return;
        }
        a9.max(low).min(high).intoArray(y, yAt + 9 * yPitch);
        if (pixels == 10) {
            return;
        }
        a10.max(low).min(high).intoArray(y, yAt + 10 * yPitch);
        if (pixels == 11) {
            return;
        }
        a11.max(low).min(high).intoArray(y, yAt + 11 * yPitch);
        if (pixels == 12) {
            return;
        }
        a12.max(low).min(high).intoArray(y, yAt + 12 * yPitch);
        if (pixels == 13) {
            return;
        }
        a13.max(low).min(high).intoArray(y, yAt + 13 * yPitch);
    }

    /** 1 vector of filters times 12 pixels. */
    private static void product1x12(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            float lowest,
            float highest) {
        int last = (pixels - 1) * initPitch;
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last));
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last));
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last));
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last));
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last));
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last));
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last));
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + Math.min(8 * initPitch, last));
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + Math.min(9 * initPitch, last));
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + Math.min(10 * initPitch, last));
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + Math.min(11 * initPitch, last));
        int f = wAt;
        int tap = 0;
        do {
            int at = xAt + taps[tap];
            int c = 0;
            do {
                FloatVector wa = FloatVector.fromArray(LANES, w, f + c * LANES.length());
                FloatVector x0 = FloatVector.broadcast(LANES, x[at + c]);
                a0 = wa.fma(x0, a0);
                FloatVector x1 = FloatVector.broadcast(LANES, x[at + c + 1 * PITCH]);
                a1 = wa.fma(x1, a1);
                FloatVector x2 = FloatVector.broadcast(LANES, x[at + c + 2 * PITCH]);
                a2 = wa.fma(x2, a2);
                FloatVector x3 = FloatVector.broadcast(LANES, x[at + c + 3 * PITCH]);
                a3 = wa.fma(x3, a3);
                FloatVector x4 = FloatVector.broadcast(LANES, x[at + c + 4 * PITCH]);
                a4 = wa.fma(x4, a4);
                FloatVector x5 = FloatVector.broadcast(LANES, x[at + c + 5 * PITCH]);
                a5 = wa.fma(x5, a5);
                FloatVector x6 = FloatVector.broadcast(LANES, x[at + c + 6 * PITCH]);
                a6 = wa.fma(x6, a6);
                FloatVector x7 = FloatVector.broadcast(LANES, x[at + c + 7 * PITCH]);
                a7 = wa.fma(x7, a7);
                FloatVector x8 = FloatVector.broadcast(LANES, x[at + c + 8 * PITCH]);
                a8 = wa.fma(x8, a8);
                FloatVector x9 = FloatVector.broadcast(LANES, x[at + c + 9 * PITCH]);
                a9 = wa.fma(x9, a9);
                FloatVector x10 = FloatVector.broadcast(LANES, x[at + c + 10 * PITCH]);
                a10 = wa.fma(x10, a10);
                FloatVector x11 = FloatVector.broadcast(LANES, x[at + c + 11 * PITCH]);
                a11 = wa.fma(x11, a11);
            } while (++c < CHUNK);
            f += CHUNK * LANES.length();
        } while (++tap < taps.length);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.max(low).min(high).intoArray(y, yAt);
        if (pixels == 1) {
            return;
        }
        a1.max(low).min(high).intoArray(y, yAt + yPitch);
        if (pixels == 2) {
            return;
        }
        a2.max(low).min(high).intoArray(y, yAt + 2 * yPitch);
        if (pixels == 3) {
            return;
        }
        a3.max(low).min(high).intoArray(y, yAt + 3 * yPitch);
        if (pixels == 4) {
            return;
        }
        a4.max(low).min(high).intoArray(y, yAt + 4 * yPitch);
        if (pixels == 5) {
            return;
        }
        a5.max(low).min(high).intoArray(y, yAt + 5 * yPitch);
        if (pixels == 6) {
            return;
        }
        a6.max(low).min(high).intoArray(y, yAt + 6 * yPitch);
        if (pixels == 7) {
            return;
        }
        a7.max(low).min(high).intoArray(y, yAt + 7 * yPitch);
        if (pixels == 8) {
            return;
        }
        a8.max(low).min(high).intoArray(y, yAt + 8 * yPitch);
        if (pixels == 9) {
            return;
        }
        a9.max(low).min(high).intoArray(y, yAt + 9 * yPitch);
        if (pixels == 10) {
            return;
        }
        a10.max(low).min(high).intoArray(y, yAt + 10 * yPitch);
        if (pixels == 11) {
            return;
        }
        a11.max(low).min(high).intoArray(y, yAt + 11 * yPitch);
    }

    /** 1 vector of filters times 8 pixels. */
    private static void product1x8(
            float[] x,
            int xAt,
            int[] taps,
            float[] w,
            int wAt,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int yPitch,
            int pixels,
            float lowest,
            float highest) {
        int last = (pixels - 1) * initPitch;
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + Math.min(initPitch, last));
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + Math.min(2 * initPitch, last));
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + Math.min(3 * initPitch, last));
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + Math.min(4 * initPitch, last));
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + Math.min(5 * initPitch, last));
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + Math.min(6 * initPitch, last));
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + Math.min(7 * initPitch, last));
        int f = wAt;
        int tap = 0;
        do {
            int at = xAt + taps[tap];
            int c = 0;
            do {
                FloatVector wa = FloatVector.fromArray(LANES, w, f + c * LANES.length());
                FloatVector x0 = FloatVector.broadcast(LANES, x[at + c]);
                a0 = wa.fma(x0, a0);
                FloatVector x1 = FloatVector.broadcast(LANES, x[at + c + 1 * PITCH]);
                a1 = wa.fma(x1, a1);
                FloatVector x2 = FloatVector.broadcast(LANES, x[at + c + 2 * PITCH]);
                a2 = wa.fma(x2, a2);
                FloatVector x3 = FloatVector.broadcast(LANES, x[at + c + 3 * PITCH]);
                a3 = wa.fma(x3, a3);
                FloatVector x4 = FloatVector.broadcast(LANES, x[at + c + 4 * PITCH]);
                a4 = wa.fma(x4, a4);
                FloatVector x5 = FloatVector.broadcast(LANES, x[at + c + 5 * PITCH]);
                a5 = wa.fma(x5, a5);
                FloatVector x6 = FloatVector.broadcast(LANES, x[at + c + 6 * PITCH]);
                a6 = wa.fma(x6, a6);
                FloatVector x7 = FloatVector.broadcast(LANES, x[at + c + 7 * PITCH]);
                a7 = wa.fma(x7, a7);
            } while (++c < CHUNK);
            f += CHUNK * LANES.length();
        } while (++tap < taps.length);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.max(low).min(high).intoArray(y, yAt);
        if (pixels == 1) {
            return;
        }
        a1.max(low).min(high).intoArray(y, yAt + yPitch);
        if (pixels == 2) {
            return;
        }
        a2.max(low).min(high).intoArray(y, yAt + 2 * yPitch);
        if (pixels == 3) {
            return;
        }
        a3.max(low).min(high).intoArray(y, yAt + 3 * yPitch);
        if (pixels == 4) {
            return;
        }
        a4.max(low).min(high).intoArray(y, yAt + 4 * yPitch);
        if (pixels == 5) {
            return;
        }
        a5.max(low).min(high).intoArray(y, yAt + 5 * yPitch);
        if (pixels == 6) {
            return;
        }
        a6.max(low).min(high).intoArray(y, yAt + 6 * yPitch);
        if (pixels == 7) {
            return;
        }
        a7.max(low).min(high).intoArray(y, yAt + 7 * yPitch);
    }

    /** 2 vectors of filters times a chunk of channels. */
    private static void outer2(float[] x, int xAt, float[] dy, int dyAt, int pixels, float[] dw, int dwAt) {
        FloatVector a0 = FloatVector.fromArray(LANES, dw, dwAt);
        FloatVector b0 = FloatVector.fromArray(LANES, dw, dwAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, dw, dwAt + 2 * LANES.length());
        FloatVector b1 = FloatVector.fromArray(LANES, dw, dwAt + 3 * LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, dw, dwAt + 4 * LANES.length());
        FloatVector b2 = FloatVector.fromArray(LANES, dw, dwAt + 5 * LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, dw, dwAt + 6 * LANES.length());
        FloatVector b3 = FloatVector.fromArray(LANES, dw, dwAt + 7 * LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, dw, dwAt + 8 * LANES.length());
        FloatVector b4 = FloatVector.fromArray(LANES, dw, dwAt + 9 * LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, dw, dwAt + 10 * LANES.length());
        FloatVector b5 = FloatVector.fromArray(LANES, dw, dwAt + 11 * LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, dw, dwAt + 12 * LANES.length());
        FloatVector b6 = FloatVector.fromArray(LANES, dw, dwAt + 13 * LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, dw, dwAt + 14 * LANES.length());
        FloatVector b7 = FloatVector.fromArray(LANES, dw, dwAt + 15 * LANES.length());
        int pixel = 0;
        do {
            FloatVector da = FloatVector.fromArray(LANES, dy, dyAt + pixel * (2 * LANES.length()));
            FloatVector db = FloatVector.fromArray(LANES, dy, dyAt + pixel * (2 * LANES.length()) + LANES.length());
            FloatVector x0 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH]);
            a0 = da.fma(x0, a0);
            b0 = db.fma(x0, b0);
            FloatVector x1 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 1]);
            a1 = da.fma(x1, a1);
            b1 = db.fma(x1, b1);
            FloatVector x2 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 2]);
            a2 = da.fma(x2, a2);
            b2 = db.fma(x2, b2);
            FloatVector x3 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 3]);
            a3 = da.fma(x3, a3);
            b3 = db.fma(x3, b3);
            FloatVector x4 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 4]);
            a4 = da.fma(x4, a4);
            b4 = db.fma(x4, b4);
            FloatVector x5 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 5]);
            a5 = da.fma(x5, a5);
            b5 = db.fma(x5, b5);
            FloatVector x6 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 6]);
            a6 = da.fma(x6, a6);
            b6 = db.fma(x6, b6);
            FloatVector x7 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 7]);
            a7 = da.fma(x7, a7);
            b7 = db.fma(x7, b7);
        } while (++pixel < pixels);
        a0.intoArray(dw, dwAt);
        b0.intoArray(dw, dwAt + LANES.length());
        a1.intoArray(dw, dwAt + 2 * LANES.length());
        b1.intoArray(dw, dwAt + 3 * LANES.length());
        a2.intoArray(dw, dwAt + 4 * LANES.length());
        b2.intoArray(dw, dwAt + 5 * LANES.length());
        a3.intoArray(dw, dwAt + 6 * LANES.length());
        b3.intoArray(dw, dwAt + 7 * LANES.length());
        a4.intoArray(dw, dwAt + 8 * LANES.length());
        b4.intoArray(dw, dwAt + 9 * LANES.length());
        a5.intoArray(dw, dwAt + 10 * LANES.length());
        b5.intoArray(dw, dwAt + 11 * LANES.length());
        a6.intoArray(dw, dwAt + 12 * LANES.length());
        b6.intoArray(dw, dwAt + 13 * LANES.length());
        a7.intoArray(dw, dwAt + 14 * LANES.length());
        b7.intoArray(dw, dwAt + 15 * LANES.length());
    }

    /** 1 vector of filters times a chunk of channels. */
    private static void outer1(float[] x, int xAt, float[] dy, int dyAt, int pixels, float[] dw, int dwAt) {
        FloatVector a0 = FloatVector.fromArray(LANES, dw, dwAt);
        FloatVector a1 = FloatVector.fromArray(LANES, dw, dwAt + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, dw, dwAt + 2 * LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, dw, dwAt + 3 * LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, dw, dwAt + 4 * LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, dw, dwAt + 5 * LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, dw, dwAt + 6 * LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, dw, dwAt + 7 * LANES.length());
        int pixel = 0;
        do {
            FloatVector da = FloatVector.fromArray(LANES, dy, dyAt + pixel * LANES.length());
            FloatVector x0 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH]);
            a0 = da.fma(x0, a0);
            FloatVector x1 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 1]);
            a1 = da.fma(x1, a1);
            FloatVector x2 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 2]);
            a2 = da.fma(x2, a2);
            FloatVector x3 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 3]);
            a3 = da.fma(x3, a3);
            FloatVector x4 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 4]);
            a4 = da.fma(x4, a4);
            FloatVector x5 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 5]);
            a5 = da.fma(x5, a5);
            FloatVector x6 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 6]);
            a6 = da.fma(x6, a6);
            FloatVector x7 = FloatVector.broadcast(LANES, x[xAt + pixel * PITCH + 7]);
            a7 = da.fma(x7, a7);
        } while (++pixel < pixels);
        a0.intoArray(dw, dwAt);
        a1.intoArray(dw, dwAt + LANES.length());
        a2.intoArray(dw, dwAt + 2 * LANES.length());
        a3.intoArray(dw, dwAt + 3 * LANES.length());
        a4.intoArray(dw, dwAt + 4 * LANES.length());
        a5.intoArray(dw, dwAt + 5 * LANES.length());
        a6.intoArray(dw, dwAt + 6 * LANES.length());
        a7.intoArray(dw, dwAt + 7 * LANES.length());
    }
}
