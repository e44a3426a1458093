package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles that all larger convolutions share, whatever their shapes (Goto and van de Geijn 2008, "Anatomy of
 * high-performance matrix multiplication", call them micro-kernels): sums stay in registers over all taps, each load of
 * weights feeds every pixel of the tile and each broadcast of an input every vector of filters.
 *
 * <p>Inputs come packed by {@link Panel}, pixels {@link #PITCH} values apart whatever their channels, so that offsets within
 * a tile are literals: with distances known only at run time C2 spills, at half to a third of the speed. Taps are taken in
 * chunks of two channels, written out and not in an inner loop: for each round of one C2 sets up three loops, to check
 * indices once, which took as long as a quarter of what the loops did. Four channels brought no more, and asked the first
 * compiler for more registers than it has. Both channels of a pixel stand together, or C2 keeps a sum in memory, which each
 * round then waits for. The loop over chunks is do-while: JDK 17 boxes vectors that are carried through a loop that might
 * run zero times, fifty times slower. It counts down: counting up, JDK 17 spills as well with 256-bit vectors, the serial or
 * the parallel collector. A tile has no branch, or C2 would leave out what it has not seen happen and compile again when it
 * does: the caller cuts off what is too much. Sums are compared with their bounds, since C2 takes six instructions for a
 * {@code max} with Java's rules about NaN and -0.
 *
 * <p>One body for all layers is compiled once, a fraction of a second into a program; a tile a layer was no faster and wanted
 * as many compilations. All methods are pure but for the arrays they write, and thread-safe.
 */
final class MicroKernel {

    /** Values from one pixel of a panel to the next. */
    static final int PITCH = 16;

    /** Channels of one tap. */
    static final int CHUNK = 2;

    /** Pixels of the larger tile: with two vectors of filters 24 sums in 32 registers, with one 12 in 16. */
    static final int WIDE = 12;

    /** Pixels of a tile of two vectors of filters, for rows of which tiles of 12 would leave a single pixel over: 26 sums. */
    static final int WIDEST = 13;

    /** Pixels of the smaller tile. */
    static final int NARROW = 8;

    /** Floats of a cache line. */
    static final int LINE = 16;

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private MicroKernel() {}

    /** Filters of the widest block: two vectors where there are 32 registers. */
    static int mostFilters() {
        return Lanes.are512Bits() ? 2 * LANES.length() : LANES.length();
    }

    /**
     * {@code y[p][k] = f(init[p][k] + sum over taps t and c of w[t][c][k] * x[taps[t] + c][p])} for the filters k of a block and
     * all pixels p of a tile, where {@code f(s) = min(max(s, lowest), highest)}.
     *
     * @param taps for each chunk of channels its distance from {@code xAt}; at least one
     * @param ahead where to read ahead in w, see {@link MacroKernel}; blocks of one vector do not
     * @param w [tap][channel of the chunk][filter of the block]
     * @param filters of the block: one vector, or {@link #mostFilters}
     * @param initPitch from a pixel's initial sums to the next one's: 0 if all start from the same bias, or y's to add to what
     *     is there, if pixels are at least as far apart as a block is long
     * @param pixels of the tile: {@link #WIDE} or {@link #NARROW}, or of blocks of two vectors {@link #WIDEST}
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
            float lowest,
            float highest) {
        boolean two = filters > LANES.length();
        if (pixels > WIDE) {
            float read = product2x13(x, xAt, taps, w, wAt, ahead, init, initAt, initPitch, y, yAt, yPitch);
            bound(y, yAt, yPitch, lowest, highest);
            return read;
        } else if (pixels == WIDE && two) {
            return product2x12(x, xAt, taps, w, wAt, ahead, init, initAt, initPitch, y, yAt, yPitch, lowest, highest);
        } else if (two) {
            return product2x8(x, xAt, taps, w, wAt, ahead, init, initAt, initPitch, y, yAt, yPitch, lowest, highest);
        } else if (pixels == WIDE) {
            product1x12(x, xAt, taps, w, wAt, init, initAt, initPitch, y, yAt, yPitch, lowest, highest);
        } else {
            product1x8(x, xAt, taps, w, wAt, init, initAt, initPitch, y, yAt, yPitch, lowest, highest);
        }
        return 0;
    }

    /** 2 vectors of filters times 13 pixels, whose sums {@link #bound} limits. */
    private static float product2x13(
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
            int yPitch) {
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector b0 = FloatVector.fromArray(LANES, init, initAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + initPitch);
        FloatVector b1 = FloatVector.fromArray(LANES, init, initAt + initPitch + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch);
        FloatVector b2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch + LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch);
        FloatVector b3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch + LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch);
        FloatVector b4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch + LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch);
        FloatVector b5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch + LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch);
        FloatVector b6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch + LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch);
        FloatVector b7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch + LANES.length());
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + 8 * initPitch);
        FloatVector b8 = FloatVector.fromArray(LANES, init, initAt + 8 * initPitch + LANES.length());
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + 9 * initPitch);
        FloatVector b9 = FloatVector.fromArray(LANES, init, initAt + 9 * initPitch + LANES.length());
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + 10 * initPitch);
        FloatVector b10 = FloatVector.fromArray(LANES, init, initAt + 10 * initPitch + LANES.length());
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + 11 * initPitch);
        FloatVector b11 = FloatVector.fromArray(LANES, init, initAt + 11 * initPitch + LANES.length());
        FloatVector a12 = FloatVector.fromArray(LANES, init, initAt + 12 * initPitch);
        FloatVector b12 = FloatVector.fromArray(LANES, init, initAt + 12 * initPitch + LANES.length());
        int f = wAt;
        int next = ahead;
        float read = 0;
        int tap = taps.length;
        do {
            int at = xAt + taps[taps.length - tap];
            read += w[next];
            next += LINE;
            FloatVector wa0 = FloatVector.fromArray(LANES, w, f);
            FloatVector wb0 = FloatVector.fromArray(LANES, w, f + LANES.length());
            FloatVector wa1 = FloatVector.fromArray(LANES, w, f + 2 * LANES.length());
            FloatVector wb1 = FloatVector.fromArray(LANES, w, f + 3 * LANES.length());
            FloatVector x0c0 = FloatVector.broadcast(LANES, x[at]);
            a0 = wa0.fma(x0c0, a0);
            b0 = wb0.fma(x0c0, b0);
            FloatVector x0c1 = FloatVector.broadcast(LANES, x[at + 1]);
            a0 = wa1.fma(x0c1, a0);
            b0 = wb1.fma(x0c1, b0);
            FloatVector x1c0 = FloatVector.broadcast(LANES, x[at + PITCH]);
            a1 = wa0.fma(x1c0, a1);
            b1 = wb0.fma(x1c0, b1);
            FloatVector x1c1 = FloatVector.broadcast(LANES, x[at + 1 + PITCH]);
            a1 = wa1.fma(x1c1, a1);
            b1 = wb1.fma(x1c1, b1);
            FloatVector x2c0 = FloatVector.broadcast(LANES, x[at + 2 * PITCH]);
            a2 = wa0.fma(x2c0, a2);
            b2 = wb0.fma(x2c0, b2);
            FloatVector x2c1 = FloatVector.broadcast(LANES, x[at + 1 + 2 * PITCH]);
            a2 = wa1.fma(x2c1, a2);
            b2 = wb1.fma(x2c1, b2);
            FloatVector x3c0 = FloatVector.broadcast(LANES, x[at + 3 * PITCH]);
            a3 = wa0.fma(x3c0, a3);
            b3 = wb0.fma(x3c0, b3);
            FloatVector x3c1 = FloatVector.broadcast(LANES, x[at + 1 + 3 * PITCH]);
            a3 = wa1.fma(x3c1, a3);
            b3 = wb1.fma(x3c1, b3);
            FloatVector x4c0 = FloatVector.broadcast(LANES, x[at + 4 * PITCH]);
            a4 = wa0.fma(x4c0, a4);
            b4 = wb0.fma(x4c0, b4);
            FloatVector x4c1 = FloatVector.broadcast(LANES, x[at + 1 + 4 * PITCH]);
            a4 = wa1.fma(x4c1, a4);
            b4 = wb1.fma(x4c1, b4);
            FloatVector x5c0 = FloatVector.broadcast(LANES, x[at + 5 * PITCH]);
            a5 = wa0.fma(x5c0, a5);
            b5 = wb0.fma(x5c0, b5);
            FloatVector x5c1 = FloatVector.broadcast(LANES, x[at + 1 + 5 * PITCH]);
            a5 = wa1.fma(x5c1, a5);
            b5 = wb1.fma(x5c1, b5);
            FloatVector x6c0 = FloatVector.broadcast(LANES, x[at + 6 * PITCH]);
            a6 = wa0.fma(x6c0, a6);
            b6 = wb0.fma(x6c0, b6);
            FloatVector x6c1 = FloatVector.broadcast(LANES, x[at + 1 + 6 * PITCH]);
            a6 = wa1.fma(x6c1, a6);
            b6 = wb1.fma(x6c1, b6);
            FloatVector x7c0 = FloatVector.broadcast(LANES, x[at + 7 * PITCH]);
            a7 = wa0.fma(x7c0, a7);
            b7 = wb0.fma(x7c0, b7);
            FloatVector x7c1 = FloatVector.broadcast(LANES, x[at + 1 + 7 * PITCH]);
            a7 = wa1.fma(x7c1, a7);
            b7 = wb1.fma(x7c1, b7);
            FloatVector x8c0 = FloatVector.broadcast(LANES, x[at + 8 * PITCH]);
            a8 = wa0.fma(x8c0, a8);
            b8 = wb0.fma(x8c0, b8);
            FloatVector x8c1 = FloatVector.broadcast(LANES, x[at + 1 + 8 * PITCH]);
            a8 = wa1.fma(x8c1, a8);
            b8 = wb1.fma(x8c1, b8);
            FloatVector x9c0 = FloatVector.broadcast(LANES, x[at + 9 * PITCH]);
            a9 = wa0.fma(x9c0, a9);
            b9 = wb0.fma(x9c0, b9);
            FloatVector x9c1 = FloatVector.broadcast(LANES, x[at + 1 + 9 * PITCH]);
            a9 = wa1.fma(x9c1, a9);
            b9 = wb1.fma(x9c1, b9);
            FloatVector x10c0 = FloatVector.broadcast(LANES, x[at + 10 * PITCH]);
            a10 = wa0.fma(x10c0, a10);
            b10 = wb0.fma(x10c0, b10);
            FloatVector x10c1 = FloatVector.broadcast(LANES, x[at + 1 + 10 * PITCH]);
            a10 = wa1.fma(x10c1, a10);
            b10 = wb1.fma(x10c1, b10);
            FloatVector x11c0 = FloatVector.broadcast(LANES, x[at + 11 * PITCH]);
            a11 = wa0.fma(x11c0, a11);
            b11 = wb0.fma(x11c0, b11);
            FloatVector x11c1 = FloatVector.broadcast(LANES, x[at + 1 + 11 * PITCH]);
            a11 = wa1.fma(x11c1, a11);
            b11 = wb1.fma(x11c1, b11);
            FloatVector x12c0 = FloatVector.broadcast(LANES, x[at + 12 * PITCH]);
            a12 = wa0.fma(x12c0, a12);
            b12 = wb0.fma(x12c0, b12);
            FloatVector x12c1 = FloatVector.broadcast(LANES, x[at + 1 + 12 * PITCH]);
            a12 = wa1.fma(x12c1, a12);
            b12 = wb1.fma(x12c1, b12);
            f += CHUNK * 2 * LANES.length();
        } while (--tap > 0);
        a0.intoArray(y, yAt);
        b0.intoArray(y, yAt + LANES.length());
        a1.intoArray(y, yAt + yPitch);
        b1.intoArray(y, yAt + yPitch + LANES.length());
        a2.intoArray(y, yAt + 2 * yPitch);
        b2.intoArray(y, yAt + 2 * yPitch + LANES.length());
        a3.intoArray(y, yAt + 3 * yPitch);
        b3.intoArray(y, yAt + 3 * yPitch + LANES.length());
        a4.intoArray(y, yAt + 4 * yPitch);
        b4.intoArray(y, yAt + 4 * yPitch + LANES.length());
        a5.intoArray(y, yAt + 5 * yPitch);
        b5.intoArray(y, yAt + 5 * yPitch + LANES.length());
        a6.intoArray(y, yAt + 6 * yPitch);
        b6.intoArray(y, yAt + 6 * yPitch + LANES.length());
        a7.intoArray(y, yAt + 7 * yPitch);
        b7.intoArray(y, yAt + 7 * yPitch + LANES.length());
        a8.intoArray(y, yAt + 8 * yPitch);
        b8.intoArray(y, yAt + 8 * yPitch + LANES.length());
        a9.intoArray(y, yAt + 9 * yPitch);
        b9.intoArray(y, yAt + 9 * yPitch + LANES.length());
        a10.intoArray(y, yAt + 10 * yPitch);
        b10.intoArray(y, yAt + 10 * yPitch + LANES.length());
        a11.intoArray(y, yAt + 11 * yPitch);
        b11.intoArray(y, yAt + 11 * yPitch + LANES.length());
        a12.intoArray(y, yAt + 12 * yPitch);
        b12.intoArray(y, yAt + 12 * yPitch + LANES.length());
        return read;
    }

    /** 2 vectors of filters times 12 pixels. */
    private static float product2x12(
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
            float lowest,
            float highest) {
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector b0 = FloatVector.fromArray(LANES, init, initAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + initPitch);
        FloatVector b1 = FloatVector.fromArray(LANES, init, initAt + initPitch + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch);
        FloatVector b2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch + LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch);
        FloatVector b3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch + LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch);
        FloatVector b4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch + LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch);
        FloatVector b5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch + LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch);
        FloatVector b6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch + LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch);
        FloatVector b7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch + LANES.length());
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + 8 * initPitch);
        FloatVector b8 = FloatVector.fromArray(LANES, init, initAt + 8 * initPitch + LANES.length());
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + 9 * initPitch);
        FloatVector b9 = FloatVector.fromArray(LANES, init, initAt + 9 * initPitch + LANES.length());
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + 10 * initPitch);
        FloatVector b10 = FloatVector.fromArray(LANES, init, initAt + 10 * initPitch + LANES.length());
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + 11 * initPitch);
        FloatVector b11 = FloatVector.fromArray(LANES, init, initAt + 11 * initPitch + LANES.length());
        int f = wAt;
        int next = ahead;
        float read = 0;
        int tap = taps.length;
        do {
            int at = xAt + taps[taps.length - tap];
            read += w[next];
            next += LINE;
            FloatVector wa0 = FloatVector.fromArray(LANES, w, f);
            FloatVector wb0 = FloatVector.fromArray(LANES, w, f + LANES.length());
            FloatVector wa1 = FloatVector.fromArray(LANES, w, f + 2 * LANES.length());
            FloatVector wb1 = FloatVector.fromArray(LANES, w, f + 3 * LANES.length());
            FloatVector x0c0 = FloatVector.broadcast(LANES, x[at]);
            a0 = wa0.fma(x0c0, a0);
            b0 = wb0.fma(x0c0, b0);
            FloatVector x0c1 = FloatVector.broadcast(LANES, x[at + 1]);
            a0 = wa1.fma(x0c1, a0);
            b0 = wb1.fma(x0c1, b0);
            FloatVector x1c0 = FloatVector.broadcast(LANES, x[at + PITCH]);
            a1 = wa0.fma(x1c0, a1);
            b1 = wb0.fma(x1c0, b1);
            FloatVector x1c1 = FloatVector.broadcast(LANES, x[at + 1 + PITCH]);
            a1 = wa1.fma(x1c1, a1);
            b1 = wb1.fma(x1c1, b1);
            FloatVector x2c0 = FloatVector.broadcast(LANES, x[at + 2 * PITCH]);
            a2 = wa0.fma(x2c0, a2);
            b2 = wb0.fma(x2c0, b2);
            FloatVector x2c1 = FloatVector.broadcast(LANES, x[at + 1 + 2 * PITCH]);
            a2 = wa1.fma(x2c1, a2);
            b2 = wb1.fma(x2c1, b2);
            FloatVector x3c0 = FloatVector.broadcast(LANES, x[at + 3 * PITCH]);
            a3 = wa0.fma(x3c0, a3);
            b3 = wb0.fma(x3c0, b3);
            FloatVector x3c1 = FloatVector.broadcast(LANES, x[at + 1 + 3 * PITCH]);
            a3 = wa1.fma(x3c1, a3);
            b3 = wb1.fma(x3c1, b3);
            FloatVector x4c0 = FloatVector.broadcast(LANES, x[at + 4 * PITCH]);
            a4 = wa0.fma(x4c0, a4);
            b4 = wb0.fma(x4c0, b4);
            FloatVector x4c1 = FloatVector.broadcast(LANES, x[at + 1 + 4 * PITCH]);
            a4 = wa1.fma(x4c1, a4);
            b4 = wb1.fma(x4c1, b4);
            FloatVector x5c0 = FloatVector.broadcast(LANES, x[at + 5 * PITCH]);
            a5 = wa0.fma(x5c0, a5);
            b5 = wb0.fma(x5c0, b5);
            FloatVector x5c1 = FloatVector.broadcast(LANES, x[at + 1 + 5 * PITCH]);
            a5 = wa1.fma(x5c1, a5);
            b5 = wb1.fma(x5c1, b5);
            FloatVector x6c0 = FloatVector.broadcast(LANES, x[at + 6 * PITCH]);
            a6 = wa0.fma(x6c0, a6);
            b6 = wb0.fma(x6c0, b6);
            FloatVector x6c1 = FloatVector.broadcast(LANES, x[at + 1 + 6 * PITCH]);
            a6 = wa1.fma(x6c1, a6);
            b6 = wb1.fma(x6c1, b6);
            FloatVector x7c0 = FloatVector.broadcast(LANES, x[at + 7 * PITCH]);
            a7 = wa0.fma(x7c0, a7);
            b7 = wb0.fma(x7c0, b7);
            FloatVector x7c1 = FloatVector.broadcast(LANES, x[at + 1 + 7 * PITCH]);
            a7 = wa1.fma(x7c1, a7);
            b7 = wb1.fma(x7c1, b7);
            FloatVector x8c0 = FloatVector.broadcast(LANES, x[at + 8 * PITCH]);
            a8 = wa0.fma(x8c0, a8);
            b8 = wb0.fma(x8c0, b8);
            FloatVector x8c1 = FloatVector.broadcast(LANES, x[at + 1 + 8 * PITCH]);
            a8 = wa1.fma(x8c1, a8);
            b8 = wb1.fma(x8c1, b8);
            FloatVector x9c0 = FloatVector.broadcast(LANES, x[at + 9 * PITCH]);
            a9 = wa0.fma(x9c0, a9);
            b9 = wb0.fma(x9c0, b9);
            FloatVector x9c1 = FloatVector.broadcast(LANES, x[at + 1 + 9 * PITCH]);
            a9 = wa1.fma(x9c1, a9);
            b9 = wb1.fma(x9c1, b9);
            FloatVector x10c0 = FloatVector.broadcast(LANES, x[at + 10 * PITCH]);
            a10 = wa0.fma(x10c0, a10);
            b10 = wb0.fma(x10c0, b10);
            FloatVector x10c1 = FloatVector.broadcast(LANES, x[at + 1 + 10 * PITCH]);
            a10 = wa1.fma(x10c1, a10);
            b10 = wb1.fma(x10c1, b10);
            FloatVector x11c0 = FloatVector.broadcast(LANES, x[at + 11 * PITCH]);
            a11 = wa0.fma(x11c0, a11);
            b11 = wb0.fma(x11c0, b11);
            FloatVector x11c1 = FloatVector.broadcast(LANES, x[at + 1 + 11 * PITCH]);
            a11 = wa1.fma(x11c1, a11);
            b11 = wb1.fma(x11c1, b11);
            f += CHUNK * 2 * LANES.length();
        } while (--tap > 0);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.blend(low, a0.compare(LE, low)).blend(high, a0.compare(GE, high)).intoArray(y, yAt);
        b0.blend(low, b0.compare(LE, low)).blend(high, b0.compare(GE, high)).intoArray(y, yAt + LANES.length());
        a1.blend(low, a1.compare(LE, low)).blend(high, a1.compare(GE, high)).intoArray(y, yAt + yPitch);
        b1.blend(low, b1.compare(LE, low))
                .blend(high, b1.compare(GE, high))
                .intoArray(y, yAt + yPitch + LANES.length());
        a2.blend(low, a2.compare(LE, low)).blend(high, a2.compare(GE, high)).intoArray(y, yAt + 2 * yPitch);
        b2.blend(low, b2.compare(LE, low))
                .blend(high, b2.compare(GE, high))
                .intoArray(y, yAt + 2 * yPitch + LANES.length());
        a3.blend(low, a3.compare(LE, low)).blend(high, a3.compare(GE, high)).intoArray(y, yAt + 3 * yPitch);
        b3.blend(low, b3.compare(LE, low))
                .blend(high, b3.compare(GE, high))
                .intoArray(y, yAt + 3 * yPitch + LANES.length());
        a4.blend(low, a4.compare(LE, low)).blend(high, a4.compare(GE, high)).intoArray(y, yAt + 4 * yPitch);
        b4.blend(low, b4.compare(LE, low))
                .blend(high, b4.compare(GE, high))
                .intoArray(y, yAt + 4 * yPitch + LANES.length());
        a5.blend(low, a5.compare(LE, low)).blend(high, a5.compare(GE, high)).intoArray(y, yAt + 5 * yPitch);
        b5.blend(low, b5.compare(LE, low))
                .blend(high, b5.compare(GE, high))
                .intoArray(y, yAt + 5 * yPitch + LANES.length());
        a6.blend(low, a6.compare(LE, low)).blend(high, a6.compare(GE, high)).intoArray(y, yAt + 6 * yPitch);
        b6.blend(low, b6.compare(LE, low))
                .blend(high, b6.compare(GE, high))
                .intoArray(y, yAt + 6 * yPitch + LANES.length());
        a7.blend(low, a7.compare(LE, low)).blend(high, a7.compare(GE, high)).intoArray(y, yAt + 7 * yPitch);
        b7.blend(low, b7.compare(LE, low))
                .blend(high, b7.compare(GE, high))
                .intoArray(y, yAt + 7 * yPitch + LANES.length());
        a8.blend(low, a8.compare(LE, low)).blend(high, a8.compare(GE, high)).intoArray(y, yAt + 8 * yPitch);
        b8.blend(low, b8.compare(LE, low))
                .blend(high, b8.compare(GE, high))
                .intoArray(y, yAt + 8 * yPitch + LANES.length());
        a9.blend(low, a9.compare(LE, low)).blend(high, a9.compare(GE, high)).intoArray(y, yAt + 9 * yPitch);
        b9.blend(low, b9.compare(LE, low))
                .blend(high, b9.compare(GE, high))
                .intoArray(y, yAt + 9 * yPitch + LANES.length());
        a10.blend(low, a10.compare(LE, low)).blend(high, a10.compare(GE, high)).intoArray(y, yAt + 10 * yPitch);
        b10.blend(low, b10.compare(LE, low))
                .blend(high, b10.compare(GE, high))
                .intoArray(y, yAt + 10 * yPitch + LANES.length());
        a11.blend(low, a11.compare(LE, low)).blend(high, a11.compare(GE, high)).intoArray(y, yAt + 11 * yPitch);
        b11.blend(low, b11.compare(LE, low))
                .blend(high, b11.compare(GE, high))
                .intoArray(y, yAt + 11 * yPitch + LANES.length());
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
            float lowest,
            float highest) {
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector b0 = FloatVector.fromArray(LANES, init, initAt + LANES.length());
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + initPitch);
        FloatVector b1 = FloatVector.fromArray(LANES, init, initAt + initPitch + LANES.length());
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch);
        FloatVector b2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch + LANES.length());
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch);
        FloatVector b3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch + LANES.length());
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch);
        FloatVector b4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch + LANES.length());
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch);
        FloatVector b5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch + LANES.length());
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch);
        FloatVector b6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch + LANES.length());
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch);
        FloatVector b7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch + LANES.length());
        int f = wAt;
        int next = ahead;
        float read = 0;
        int tap = taps.length;
        do {
            int at = xAt + taps[taps.length - tap];
            read += w[next];
            next += LINE;
            FloatVector wa0 = FloatVector.fromArray(LANES, w, f);
            FloatVector wb0 = FloatVector.fromArray(LANES, w, f + LANES.length());
            FloatVector wa1 = FloatVector.fromArray(LANES, w, f + 2 * LANES.length());
            FloatVector wb1 = FloatVector.fromArray(LANES, w, f + 3 * LANES.length());
            FloatVector x0c0 = FloatVector.broadcast(LANES, x[at]);
            a0 = wa0.fma(x0c0, a0);
            b0 = wb0.fma(x0c0, b0);
            FloatVector x0c1 = FloatVector.broadcast(LANES, x[at + 1]);
            a0 = wa1.fma(x0c1, a0);
            b0 = wb1.fma(x0c1, b0);
            FloatVector x1c0 = FloatVector.broadcast(LANES, x[at + PITCH]);
            a1 = wa0.fma(x1c0, a1);
            b1 = wb0.fma(x1c0, b1);
            FloatVector x1c1 = FloatVector.broadcast(LANES, x[at + 1 + PITCH]);
            a1 = wa1.fma(x1c1, a1);
            b1 = wb1.fma(x1c1, b1);
            FloatVector x2c0 = FloatVector.broadcast(LANES, x[at + 2 * PITCH]);
            a2 = wa0.fma(x2c0, a2);
            b2 = wb0.fma(x2c0, b2);
            FloatVector x2c1 = FloatVector.broadcast(LANES, x[at + 1 + 2 * PITCH]);
            a2 = wa1.fma(x2c1, a2);
            b2 = wb1.fma(x2c1, b2);
            FloatVector x3c0 = FloatVector.broadcast(LANES, x[at + 3 * PITCH]);
            a3 = wa0.fma(x3c0, a3);
            b3 = wb0.fma(x3c0, b3);
            FloatVector x3c1 = FloatVector.broadcast(LANES, x[at + 1 + 3 * PITCH]);
            a3 = wa1.fma(x3c1, a3);
            b3 = wb1.fma(x3c1, b3);
            FloatVector x4c0 = FloatVector.broadcast(LANES, x[at + 4 * PITCH]);
            a4 = wa0.fma(x4c0, a4);
            b4 = wb0.fma(x4c0, b4);
            FloatVector x4c1 = FloatVector.broadcast(LANES, x[at + 1 + 4 * PITCH]);
            a4 = wa1.fma(x4c1, a4);
            b4 = wb1.fma(x4c1, b4);
            FloatVector x5c0 = FloatVector.broadcast(LANES, x[at + 5 * PITCH]);
            a5 = wa0.fma(x5c0, a5);
            b5 = wb0.fma(x5c0, b5);
            FloatVector x5c1 = FloatVector.broadcast(LANES, x[at + 1 + 5 * PITCH]);
            a5 = wa1.fma(x5c1, a5);
            b5 = wb1.fma(x5c1, b5);
            FloatVector x6c0 = FloatVector.broadcast(LANES, x[at + 6 * PITCH]);
            a6 = wa0.fma(x6c0, a6);
            b6 = wb0.fma(x6c0, b6);
            FloatVector x6c1 = FloatVector.broadcast(LANES, x[at + 1 + 6 * PITCH]);
            a6 = wa1.fma(x6c1, a6);
            b6 = wb1.fma(x6c1, b6);
            FloatVector x7c0 = FloatVector.broadcast(LANES, x[at + 7 * PITCH]);
            a7 = wa0.fma(x7c0, a7);
            b7 = wb0.fma(x7c0, b7);
            FloatVector x7c1 = FloatVector.broadcast(LANES, x[at + 1 + 7 * PITCH]);
            a7 = wa1.fma(x7c1, a7);
            b7 = wb1.fma(x7c1, b7);
            f += CHUNK * 2 * LANES.length();
        } while (--tap > 0);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.blend(low, a0.compare(LE, low)).blend(high, a0.compare(GE, high)).intoArray(y, yAt);
        b0.blend(low, b0.compare(LE, low)).blend(high, b0.compare(GE, high)).intoArray(y, yAt + LANES.length());
        a1.blend(low, a1.compare(LE, low)).blend(high, a1.compare(GE, high)).intoArray(y, yAt + yPitch);
        b1.blend(low, b1.compare(LE, low))
                .blend(high, b1.compare(GE, high))
                .intoArray(y, yAt + yPitch + LANES.length());
        a2.blend(low, a2.compare(LE, low)).blend(high, a2.compare(GE, high)).intoArray(y, yAt + 2 * yPitch);
        b2.blend(low, b2.compare(LE, low))
                .blend(high, b2.compare(GE, high))
                .intoArray(y, yAt + 2 * yPitch + LANES.length());
        a3.blend(low, a3.compare(LE, low)).blend(high, a3.compare(GE, high)).intoArray(y, yAt + 3 * yPitch);
        b3.blend(low, b3.compare(LE, low))
                .blend(high, b3.compare(GE, high))
                .intoArray(y, yAt + 3 * yPitch + LANES.length());
        a4.blend(low, a4.compare(LE, low)).blend(high, a4.compare(GE, high)).intoArray(y, yAt + 4 * yPitch);
        b4.blend(low, b4.compare(LE, low))
                .blend(high, b4.compare(GE, high))
                .intoArray(y, yAt + 4 * yPitch + LANES.length());
        a5.blend(low, a5.compare(LE, low)).blend(high, a5.compare(GE, high)).intoArray(y, yAt + 5 * yPitch);
        b5.blend(low, b5.compare(LE, low))
                .blend(high, b5.compare(GE, high))
                .intoArray(y, yAt + 5 * yPitch + LANES.length());
        a6.blend(low, a6.compare(LE, low)).blend(high, a6.compare(GE, high)).intoArray(y, yAt + 6 * yPitch);
        b6.blend(low, b6.compare(LE, low))
                .blend(high, b6.compare(GE, high))
                .intoArray(y, yAt + 6 * yPitch + LANES.length());
        a7.blend(low, a7.compare(LE, low)).blend(high, a7.compare(GE, high)).intoArray(y, yAt + 7 * yPitch);
        b7.blend(low, b7.compare(LE, low))
                .blend(high, b7.compare(GE, high))
                .intoArray(y, yAt + 7 * yPitch + LANES.length());
        return read;
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
            float lowest,
            float highest) {
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + initPitch);
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch);
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch);
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch);
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch);
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch);
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch);
        FloatVector a8 = FloatVector.fromArray(LANES, init, initAt + 8 * initPitch);
        FloatVector a9 = FloatVector.fromArray(LANES, init, initAt + 9 * initPitch);
        FloatVector a10 = FloatVector.fromArray(LANES, init, initAt + 10 * initPitch);
        FloatVector a11 = FloatVector.fromArray(LANES, init, initAt + 11 * initPitch);
        int f = wAt;
        int tap = taps.length;
        do {
            int at = xAt + taps[taps.length - tap];
            FloatVector wa0 = FloatVector.fromArray(LANES, w, f);
            FloatVector wa1 = FloatVector.fromArray(LANES, w, f + LANES.length());
            FloatVector x0c0 = FloatVector.broadcast(LANES, x[at]);
            a0 = wa0.fma(x0c0, a0);
            FloatVector x0c1 = FloatVector.broadcast(LANES, x[at + 1]);
            a0 = wa1.fma(x0c1, a0);
            FloatVector x1c0 = FloatVector.broadcast(LANES, x[at + PITCH]);
            a1 = wa0.fma(x1c0, a1);
            FloatVector x1c1 = FloatVector.broadcast(LANES, x[at + 1 + PITCH]);
            a1 = wa1.fma(x1c1, a1);
            FloatVector x2c0 = FloatVector.broadcast(LANES, x[at + 2 * PITCH]);
            a2 = wa0.fma(x2c0, a2);
            FloatVector x2c1 = FloatVector.broadcast(LANES, x[at + 1 + 2 * PITCH]);
            a2 = wa1.fma(x2c1, a2);
            FloatVector x3c0 = FloatVector.broadcast(LANES, x[at + 3 * PITCH]);
            a3 = wa0.fma(x3c0, a3);
            FloatVector x3c1 = FloatVector.broadcast(LANES, x[at + 1 + 3 * PITCH]);
            a3 = wa1.fma(x3c1, a3);
            FloatVector x4c0 = FloatVector.broadcast(LANES, x[at + 4 * PITCH]);
            a4 = wa0.fma(x4c0, a4);
            FloatVector x4c1 = FloatVector.broadcast(LANES, x[at + 1 + 4 * PITCH]);
            a4 = wa1.fma(x4c1, a4);
            FloatVector x5c0 = FloatVector.broadcast(LANES, x[at + 5 * PITCH]);
            a5 = wa0.fma(x5c0, a5);
            FloatVector x5c1 = FloatVector.broadcast(LANES, x[at + 1 + 5 * PITCH]);
            a5 = wa1.fma(x5c1, a5);
            FloatVector x6c0 = FloatVector.broadcast(LANES, x[at + 6 * PITCH]);
            a6 = wa0.fma(x6c0, a6);
            FloatVector x6c1 = FloatVector.broadcast(LANES, x[at + 1 + 6 * PITCH]);
            a6 = wa1.fma(x6c1, a6);
            FloatVector x7c0 = FloatVector.broadcast(LANES, x[at + 7 * PITCH]);
            a7 = wa0.fma(x7c0, a7);
            FloatVector x7c1 = FloatVector.broadcast(LANES, x[at + 1 + 7 * PITCH]);
            a7 = wa1.fma(x7c1, a7);
            FloatVector x8c0 = FloatVector.broadcast(LANES, x[at + 8 * PITCH]);
            a8 = wa0.fma(x8c0, a8);
            FloatVector x8c1 = FloatVector.broadcast(LANES, x[at + 1 + 8 * PITCH]);
            a8 = wa1.fma(x8c1, a8);
            FloatVector x9c0 = FloatVector.broadcast(LANES, x[at + 9 * PITCH]);
            a9 = wa0.fma(x9c0, a9);
            FloatVector x9c1 = FloatVector.broadcast(LANES, x[at + 1 + 9 * PITCH]);
            a9 = wa1.fma(x9c1, a9);
            FloatVector x10c0 = FloatVector.broadcast(LANES, x[at + 10 * PITCH]);
            a10 = wa0.fma(x10c0, a10);
            FloatVector x10c1 = FloatVector.broadcast(LANES, x[at + 1 + 10 * PITCH]);
            a10 = wa1.fma(x10c1, a10);
            FloatVector x11c0 = FloatVector.broadcast(LANES, x[at + 11 * PITCH]);
            a11 = wa0.fma(x11c0, a11);
            FloatVector x11c1 = FloatVector.broadcast(LANES, x[at + 1 + 11 * PITCH]);
            a11 = wa1.fma(x11c1, a11);
            f += CHUNK * LANES.length();
        } while (--tap > 0);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.blend(low, a0.compare(LE, low)).blend(high, a0.compare(GE, high)).intoArray(y, yAt);
        a1.blend(low, a1.compare(LE, low)).blend(high, a1.compare(GE, high)).intoArray(y, yAt + yPitch);
        a2.blend(low, a2.compare(LE, low)).blend(high, a2.compare(GE, high)).intoArray(y, yAt + 2 * yPitch);
        a3.blend(low, a3.compare(LE, low)).blend(high, a3.compare(GE, high)).intoArray(y, yAt + 3 * yPitch);
        a4.blend(low, a4.compare(LE, low)).blend(high, a4.compare(GE, high)).intoArray(y, yAt + 4 * yPitch);
        a5.blend(low, a5.compare(LE, low)).blend(high, a5.compare(GE, high)).intoArray(y, yAt + 5 * yPitch);
        a6.blend(low, a6.compare(LE, low)).blend(high, a6.compare(GE, high)).intoArray(y, yAt + 6 * yPitch);
        a7.blend(low, a7.compare(LE, low)).blend(high, a7.compare(GE, high)).intoArray(y, yAt + 7 * yPitch);
        a8.blend(low, a8.compare(LE, low)).blend(high, a8.compare(GE, high)).intoArray(y, yAt + 8 * yPitch);
        a9.blend(low, a9.compare(LE, low)).blend(high, a9.compare(GE, high)).intoArray(y, yAt + 9 * yPitch);
        a10.blend(low, a10.compare(LE, low)).blend(high, a10.compare(GE, high)).intoArray(y, yAt + 10 * yPitch);
        a11.blend(low, a11.compare(LE, low)).blend(high, a11.compare(GE, high)).intoArray(y, yAt + 11 * yPitch);
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
            float lowest,
            float highest) {
        FloatVector a0 = FloatVector.fromArray(LANES, init, initAt);
        FloatVector a1 = FloatVector.fromArray(LANES, init, initAt + initPitch);
        FloatVector a2 = FloatVector.fromArray(LANES, init, initAt + 2 * initPitch);
        FloatVector a3 = FloatVector.fromArray(LANES, init, initAt + 3 * initPitch);
        FloatVector a4 = FloatVector.fromArray(LANES, init, initAt + 4 * initPitch);
        FloatVector a5 = FloatVector.fromArray(LANES, init, initAt + 5 * initPitch);
        FloatVector a6 = FloatVector.fromArray(LANES, init, initAt + 6 * initPitch);
        FloatVector a7 = FloatVector.fromArray(LANES, init, initAt + 7 * initPitch);
        int f = wAt;
        int tap = taps.length;
        do {
            int at = xAt + taps[taps.length - tap];
            FloatVector wa0 = FloatVector.fromArray(LANES, w, f);
            FloatVector wa1 = FloatVector.fromArray(LANES, w, f + LANES.length());
            FloatVector x0c0 = FloatVector.broadcast(LANES, x[at]);
            a0 = wa0.fma(x0c0, a0);
            FloatVector x0c1 = FloatVector.broadcast(LANES, x[at + 1]);
            a0 = wa1.fma(x0c1, a0);
            FloatVector x1c0 = FloatVector.broadcast(LANES, x[at + PITCH]);
            a1 = wa0.fma(x1c0, a1);
            FloatVector x1c1 = FloatVector.broadcast(LANES, x[at + 1 + PITCH]);
            a1 = wa1.fma(x1c1, a1);
            FloatVector x2c0 = FloatVector.broadcast(LANES, x[at + 2 * PITCH]);
            a2 = wa0.fma(x2c0, a2);
            FloatVector x2c1 = FloatVector.broadcast(LANES, x[at + 1 + 2 * PITCH]);
            a2 = wa1.fma(x2c1, a2);
            FloatVector x3c0 = FloatVector.broadcast(LANES, x[at + 3 * PITCH]);
            a3 = wa0.fma(x3c0, a3);
            FloatVector x3c1 = FloatVector.broadcast(LANES, x[at + 1 + 3 * PITCH]);
            a3 = wa1.fma(x3c1, a3);
            FloatVector x4c0 = FloatVector.broadcast(LANES, x[at + 4 * PITCH]);
            a4 = wa0.fma(x4c0, a4);
            FloatVector x4c1 = FloatVector.broadcast(LANES, x[at + 1 + 4 * PITCH]);
            a4 = wa1.fma(x4c1, a4);
            FloatVector x5c0 = FloatVector.broadcast(LANES, x[at + 5 * PITCH]);
            a5 = wa0.fma(x5c0, a5);
            FloatVector x5c1 = FloatVector.broadcast(LANES, x[at + 1 + 5 * PITCH]);
            a5 = wa1.fma(x5c1, a5);
            FloatVector x6c0 = FloatVector.broadcast(LANES, x[at + 6 * PITCH]);
            a6 = wa0.fma(x6c0, a6);
            FloatVector x6c1 = FloatVector.broadcast(LANES, x[at + 1 + 6 * PITCH]);
            a6 = wa1.fma(x6c1, a6);
            FloatVector x7c0 = FloatVector.broadcast(LANES, x[at + 7 * PITCH]);
            a7 = wa0.fma(x7c0, a7);
            FloatVector x7c1 = FloatVector.broadcast(LANES, x[at + 1 + 7 * PITCH]);
            a7 = wa1.fma(x7c1, a7);
            f += CHUNK * LANES.length();
        } while (--tap > 0);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        a0.blend(low, a0.compare(LE, low)).blend(high, a0.compare(GE, high)).intoArray(y, yAt);
        a1.blend(low, a1.compare(LE, low)).blend(high, a1.compare(GE, high)).intoArray(y, yAt + yPitch);
        a2.blend(low, a2.compare(LE, low)).blend(high, a2.compare(GE, high)).intoArray(y, yAt + 2 * yPitch);
        a3.blend(low, a3.compare(LE, low)).blend(high, a3.compare(GE, high)).intoArray(y, yAt + 3 * yPitch);
        a4.blend(low, a4.compare(LE, low)).blend(high, a4.compare(GE, high)).intoArray(y, yAt + 4 * yPitch);
        a5.blend(low, a5.compare(LE, low)).blend(high, a5.compare(GE, high)).intoArray(y, yAt + 5 * yPitch);
        a6.blend(low, a6.compare(LE, low)).blend(high, a6.compare(GE, high)).intoArray(y, yAt + 6 * yPitch);
        a7.blend(low, a7.compare(LE, low)).blend(high, a7.compare(GE, high)).intoArray(y, yAt + 7 * yPitch);
    }

    /**
     * {@code y = min(max(y, lowest), highest)} for 2 vectors of filters times 13 pixels. Within that tile it asked the first
     * compiler of JDK 17 for more registers than it has where it was entered in the middle of its loop; a process that had come
     * to this compiled the tile no further, and took 40 times as long to its end.
     */
    private static void bound(float[] y, int yAt, int yPitch, float lowest, float highest) {
        if (lowest == Float.NEGATIVE_INFINITY && highest == Float.POSITIVE_INFINITY) {
            return;
        }
        for (int pixel = 0; pixel < WIDEST; pixel++) {
            for (int k = 0; k < 2 * LANES.length(); k += LANES.length()) {
                int at = yAt + pixel * yPitch + k;
                FloatVector sum = FloatVector.fromArray(LANES, y, at);
                sum.blend(lowest, sum.compare(LE, lowest))
                        .blend(highest, sum.compare(GE, highest))
                        .intoArray(y, at);
            }
        }
    }
}
