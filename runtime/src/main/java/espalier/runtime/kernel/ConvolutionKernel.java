package espalier.runtime.kernel;

/**
 * A convolution of one shape, with its bias and activation. Weights come packed as the kernel reads them; the packing is
 * the kernel's own.
 */
public interface ConvolutionKernel {

    /** Length of the array that {@link #packWeights} fills. */
    int packedWeights();

    /** Length of the array that {@link #packBias} fills. */
    int packedBias();

    /** Length of the array that {@link #packForInputGradient} fills. */
    int packedForInputGradient();

    /** Packs weights [out, in/groups, kH, kW] for {@link #forward}. */
    void packWeights(float[] weights, float[] packed);

    /** Packs a bias [out] for {@link #forward}. */
    void packBias(float[] bias, float[] packed);

    /** Packs weights [out, in/groups, kH, kW] for {@link #backwardInput}. */
    void packForInputGradient(float[] weights, float[] packed);

    /** Adds a weight gradient, packed as {@link #packWeights} does, to {@code gradient} [out, in/groups, kH, kW]. */
    void unpackWeightGradient(float[] packed, float[] gradient);

    /** Adds a bias gradient, packed as {@link #packBias} does, to {@code gradient} [out]. */
    void unpackBiasGradient(float[] packed, float[] gradient);

    /** Output rows, the unit in which {@link #forward} may be divided. */
    int rows();

    /** Output rows {@code fromRow} (inclusive) to {@code toRow} (exclusive) of one image; {@code w}, {@code b} packed. */
    void forward(float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow);

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /** Adds one image's part of the weight and bias gradients, both packed. */
    default void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db) {
        throw InferenceOnly.exception();
    }

    /** Adds to {@code dx}; {@code w} packed by {@link #packForInputGradient}. */
    default void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
