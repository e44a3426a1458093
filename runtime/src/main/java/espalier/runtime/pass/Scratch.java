package espalier.runtime.pass;

import espalier.runtime.Workers;

/** Memory for what kernels keep during a call: an array for each thread, for all layers of a pass, one at a time. */
final class Scratch {

    /**
     * Floats of an array that is large to G1, half a region of the heap or more: such arrays begin at a cache line and are never
     * moved, so that kernels can place their vectors in whole lines. A region is a 2,048th of the heap, rounded up to a
     * power of two from 1 to 32 MB.
     */
    private static final int LARGE =
            (int) (Math.min(Math.max(Runtime.getRuntime().maxMemory() / 2048, 1 << 19), 1 << 24) / Float.BYTES);

    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** The first value of an array stands 16 bytes behind its beginning, so that a line begins with the 13th. */
    private static final int FIRST_OF_LINE = 12;

    private final Workers workers;
    private final float[][] arrays;

    Scratch(Workers workers) {
        this.workers = workers;
        this.arrays = new float[workers.threads()][0];
    }

    /** A place at which a cache line begins, {@code at} or less than two lines behind it. */
    static int lineAt(int at) {
        return (at + LINE - 1) / LINE * LINE + FIRST_OF_LINE;
    }

    /** Called while the pass is built, so that nothing is allocated when it runs. */
    void reserve(int size) {
        for (int thread = 0; thread < arrays.length; thread++) {
            if (arrays[thread].length < size) {
                arrays[thread] = new float[Math.max(size, LARGE)];
            }
        }
    }

    /** The array of the thread that asks, which does a task of the pass. */
    float[] ofThread() {
        return arrays[workers.worker()];
    }
}
