package espalier.runtime.pass;

/** Working memory of a pass. */
final class Memory {

    private Memory() {}

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
