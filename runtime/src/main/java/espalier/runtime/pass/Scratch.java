package espalier.runtime.pass;

import espalier.runtime.Workers;

/** Memory for what kernels keep during a call: an array for each thread, for all layers of a pass, one at a time. */
final class Scratch {

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
                arrays[thread] = new float[Math.max(size, Memory.LARGE)];
            }
        }
    }

    /** The array of the thread that asks, which does a task of the pass. */
    float[] ofThread() {
        return arrays[workers.worker()];
    }
}
