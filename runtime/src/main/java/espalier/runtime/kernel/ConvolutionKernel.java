package espalier.runtime.kernel;

/**
 * A convolution of one shape, with its bias and activation. Weights come packed as the kernel reads them; the packing is
 * the kernel's own.
 */
public interface ConvolutionKernel {

    /** How this kernel's weights and biases are packed. */
    WeightPacking packing();

    /** Length of the array that {@link #packWeights} fills. */
    default int packedWeights() {
        return packing().packedWeights();
    }

    /** Length of the array of a packed weight gradient. */
    default int packedWeightGradient() {
        return packing().packedWeightGradient();
    }

    /** Length of the array that {@link #packBias} fills. */
    default int packedBias() {
        return packing().packedBias();
    }

    /** Length of the array that {@link #packForInputGradient} fills. */
    default int packedForInputGradient() {
        return packing().packedForInputGradient();
    }

    /** Packs weights [out, in/groups, kH, kW] for {@link #forward}. */
    default void packWeights(float[] weights, float[] packed) {
        packing().packWeights(weights, packed);
    }

    /** Packs a bias [out] for {@link #forward}. */
    default void packBias(float[] bias, float[] packed) {
        packing().packBias(bias, packed);
    }

    /** Packs weights [out, in/groups, kH, kW] for {@link #backwardInput}. */
    default void packForInputGradient(float[] weights, float[] packed) {
        packing().packForInputGradient(weights, packed);
    }

    /** Adds a packed weight gradient to {@code gradient} [out, in/groups, kH, kW]. */
    default void unpackWeightGradient(float[] packed, float[] gradient) {
        packing().unpackWeightGradient(packed, gradient);
    }

    /** Adds a bias gradient, packed as {@link #packBias} does, to {@code gradient} [out]. */
    default void unpackBiasGradient(float[] packed, float[] gradient) {
        packing().unpackBiasGradient(packed, gradient);
    }

    /**
     * Parts of an image into which {@link #forward} may be divided: its output rows, or 1 where a row cannot be written
     * without touching the next one.
     */
    int rows();

    /**
     * Floats of scratch memory that one call of {@link #forward}, {@link #backwardWeights} or {@link #backwardInput} needs.
     * Their parameter {@code scratch} has at least as many, which may hold anything before and after; calls at the same
     * time need their own.
     */
    default int scratch() {
        return 0;
    }

    /**
     * Parts {@code fromRow} (inclusive) to {@code toRow} (exclusive) of {@link #rows} of one image; {@code w} and
     * {@code b} packed; without bias {@code b} is zero.
     */
    void forward(float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow, float[] scratch);

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /** Adds one image's part of the weight and bias gradients, both packed. */
    default void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, float[] scratch) {
        throw InferenceOnly.exception();
    }

    /** Adds to {@code dx}; {@code w} packed by {@link #packForInputGradient}. */
    default void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        throw InferenceOnly.exception();
    }
}
