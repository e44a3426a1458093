package espalier.runtime.pass;

import espalier.runtime.Workers;

/** Memory for what kernels keep during a call: an array for each thread, for all layers of a pass, one at a time. */
final class Scratch {

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
                arrays[thread] = new float[size];
            }
        }
    }

    /** The array of the thread that asks, which does a task of the pass. */
    float[] ofThread() {
        return arrays[workers.worker()];
    }
}
