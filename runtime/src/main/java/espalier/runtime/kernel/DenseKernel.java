package espalier.runtime.kernel;

/**
 * A fully connected layer on several images at once; image {@code i} of an array starts at {@code i} times that array's
 * image pitch. Weights are [out, in]; {@link #forward} may want them packed.
 *
 * <p>A result does not depend on how units or images are divided between calls.
 */
public interface DenseKernel {

    /** Outputs, the unit in which {@link #forward} and {@link #backwardWeights} may be divided. */
    int units();

    /** Length of the array of weights that {@link #forward} reads; 0 if it reads weights and biases as they are. */
    default int packedWeights() {
        return 0;
    }

    /** Length of the array of biases that {@link #forward} reads if weights are packed; zeros if there is no bias. */
    default int packedBias() {
        return 0;
    }

    /** Brings weights [out, in] into the form that {@link #forward} reads; values that belong to none are left as they are. */
    default void packWeights(float[] weights, float[] packed) {}

    /** Floats of scratch memory that one call of {@link #forward} needs; calls at the same time need their own. */
    int scratch();

    /**
     * Units {@code fromUnit} to {@code toUnit} (exclusive) of images 0 to {@code images}; {@code b} is unused without
     * bias, unless packed. The {@link #scratch} floats from {@code scratch[scratchAt]} on may hold anything before and after.
     */
    void forward(
            float[] x,
            float[] w,
            float[] b,
            float[] y,
            int images,
            int fromUnit,
            int toUnit,
            float[] scratch,
            int scratchAt);

    /** Turns {@code dy} into the gradient before the activation, in place, for images 0 to {@code images}. */
    default void backwardActivation(float[] y, float[] dy, int images) {
        throw InferenceOnly.exception();
    }

    /** Adds the gradients of the weights [out, in] and biases of units {@code fromUnit} to {@code toUnit} (exclusive). */
    default void backwardWeights(float[] x, float[] dy, int images, float[] dw, float[] db, int fromUnit, int toUnit) {
        throw InferenceOnly.exception();
    }

    /** Adds to {@code dx} of images {@code fromImage} to {@code toImage} (exclusive). */
    default void backwardInput(float[] dy, float[] w, float[] dx, int fromImage, int toImage) {
        throw InferenceOnly.exception();
    }
}
