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

    /** Adds a packed weight gradient, which may be overwritten, to {@code gradient} [out, in/groups, kH, kW]. */
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
     * Floats of scratch memory that one call for so many images needs. The parameter {@code scratch} has at least as many,
     * which may hold anything before and after; calls at the same time need their own.
     */
    default int scratch(int images) {
        return 0;
    }

    /**
     * Parts {@code fromRow} (inclusive) to {@code toRow} (exclusive) of {@link #rows} of one image; {@code w} and
     * {@code b} packed; without bias {@code b} is zero.
     */
    void forward(float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow, float[] scratch);

    /**
     * How many images are best taken together by the passes for several: enough to fill the kernel's tiles, and so few that
     * what one pass has read is still in a cache for the next one.
     */
    default int imagesAtOnce() {
        return 1;
    }

    /**
     * Some images, {@code xPitch} and {@code yPitch} apart, with the same results as one after the other: a kernel whose maps are
     * too small to fill its tiles takes several together.
     */
    default void forwardImages(
            float[] x,
            int xAt,
            int xPitch,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            int images,
            float[] scratch) {
        for (int image = 0; image < images; image++) {
            forward(x, xAt + image * xPitch, w, b, y, yAt + image * yPitch, 0, rows(), scratch);
        }
    }

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /** Adds one image's part of the weight and bias gradients, both packed. */
    default void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, float[] scratch) {
        throw InferenceOnly.exception();
    }

    /** Adds the part of some images, {@code xPitch} and {@code yPitch} apart. */
    default void backwardWeightsOfImages(
            float[] x,
            int xAt,
            int xPitch,
            float[] dy,
            int dyAt,
            int yPitch,
            int images,
            float[] dw,
            float[] db,
            float[] scratch) {
        for (int image = 0; image < images; image++) {
            backwardWeights(x, xAt + image * xPitch, dy, dyAt + image * yPitch, dw, db, scratch);
        }
    }

    /** Adds to {@code dx}; {@code w} packed by {@link #packForInputGradient}. The border of {@code dy} may be cleared. */
    default void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        throw InferenceOnly.exception();
    }

    /** Adds to the gradients of some images, {@code yPitch} and {@code xPitch} apart, with the same results as one by one. */
    default void backwardInputOfImages(
            float[] dy,
            int dyAt,
            int yPitch,
            float[] w,
            float[] dx,
            int dxAt,
            int xPitch,
            int images,
            float[] scratch) {
        for (int image = 0; image < images; image++) {
            backwardInput(dy, dyAt + image * yPitch, w, dx, dxAt + image * xPitch, scratch);
        }
    }
}
