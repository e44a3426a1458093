package espalier.runtime.kernel;

/**
 * The order in which a convolution kernel reads its weights and biases, and how that comes from their public order,
 * [out, in/groups, kH, kW] and [out]. Immutable.
 */
public interface WeightPacking {

    /** Length of the array that {@link #packWeights} fills. */
    int packedWeights();

    /** Length of the array that {@link #packBias} fills. */
    int packedBias();

    /** Length of the array that {@link #packForInputGradient} fills. */
    int packedForInputGradient();

    /** Length of the array of a packed weight gradient. */
    default int packedWeightGradient() {
        return packedWeights();
    }

    /** Packs weights for the forward pass. */
    void packWeights(float[] weights, float[] packed);

    /** Packs a bias for the forward pass. */
    void packBias(float[] bias, float[] packed);

    /** Packs weights for the gradient of the input. */
    void packForInputGradient(float[] weights, float[] packed);

    /** Adds a packed weight gradient, which may be overwritten, to {@code gradient}. */
    void unpackWeightGradient(float[] packed, float[] gradient);

    /** Adds a bias gradient, packed as {@link #packBias} does, to {@code gradient}. */
    void unpackBiasGradient(float[] packed, float[] gradient);
}
