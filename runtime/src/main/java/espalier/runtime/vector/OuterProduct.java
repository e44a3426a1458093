package espalier.runtime.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transpose of {@link MicroKernel}, for gradients of weights: the sums of a few channels times a block of filters stay in
 * registers over all pixels. Thread-safe.
 */
final class OuterProduct {

    /** Channels of a product. */
    static final int CHANNELS = 8;

    private static final int PITCH = MicroKernel.PITCH;

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private OuterProduct() {}

    /**
     * {@code dw[c][k] += sum over pixels p of x[p][c] * dy[p][k]} for {@link #CHANNELS} channels c and the filters k of a block.
     *
     * @param x pixels {@link MicroKernel#PITCH} apart
     * @param dy [pixel][filter of the block]
     * @param pixels at least 1
     * @param dw [channel][filter of the block]
     */
    static void add(float[] x, int xAt, float[] dy, int dyAt, int filters, int pixels, float[] dw, int dwAt) {
        if (filters > LANES.length()) {
            add2(x, xAt, dy, dyAt, pixels, dw, dwAt);
        } else {
            add1(x, xAt, dy, dyAt, pixels, dw, dwAt);
        }
    }

    /** 2 vectors of filters times 8 channels. */
    private static void add2(float[] x, int xAt, float[] dy, int dyAt, int pixels, float[] dw, int dwAt) {
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

    /** 1 vector of filters times 8 channels. */
    private static void add1(float[] x, int xAt, float[] dy, int dyAt, int pixels, float[] dw, int dwAt) {
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
