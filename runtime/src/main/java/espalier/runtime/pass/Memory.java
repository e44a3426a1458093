package espalier.runtime.pass;

/** Working memory of a pass. */
final class Memory {

    /**
     * Floats of an array that is large to G1, half a region of the heap or more: such arrays begin at a cache line and are never
     * moved, so that kernels can place their vectors in whole lines. A region is a 2,048th of the heap, rounded up to a
     * power of two from 1 to 32 MB.
     */
    static final int LARGE =
            (int) (Math.min(Math.max(Runtime.getRuntime().maxMemory() / 2048, 1 << 19), 1 << 24) / Float.BYTES);

    /** Floats of half a first-level cache: less is read from there, where parts of lines are not worth a large array. */
    private static final int CACHED = 6 * 1024;

    private Memory() {}

    /** The length of an array for so many floats that begins at a cache line, if it is worth it. */
    static int inWholeLines(int floats) {
        return floats > CACHED ? Math.max(floats, LARGE) : floats;
    }

    /**
     * An array of {@code size} values an image.
     *
     * @throws IllegalArgumentException if it would exceed what a Java array holds
     */
    static float[] allocate(String network, int size, int images) {
        long length = (long) size * images;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(network + " needs " + length + " values for one layer at a batch of "
                    + images + ", more than a Java array holds; use a batch of at most "
                    + (Integer.MAX_VALUE - 8) / size + ".");
        }
        return new float[(int) length];
    }

    static Activation[] activations(Step[] steps) {
        Activation[] activations = new Activation[steps.length];
        for (int i = 0; i < steps.length; i++) {
            activations[i] = steps[i].y();
        }
        return activations;
    }
}
