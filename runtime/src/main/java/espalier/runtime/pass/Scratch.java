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

    private final Workers workers;
    private final float[][] arrays;

    Scratch(Workers workers) {
        this.workers = workers;
        this.arrays = new float[workers.threads()][0];
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
