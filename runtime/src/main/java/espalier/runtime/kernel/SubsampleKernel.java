package espalier.runtime.kernel;

/**
 * LeNet-5's subsampling (LeCun et al. 1998, section II.B): the window's sum times a weight, plus a bias, a map.
 *
 * <p>Arrays of a value a channel hold {@link #paddedChannels()}; what is written beyond the channels is meaningless.
 */
public interface SubsampleKernel {

    /** Maps. */
    int channels();

    /** The length of an array of a value a channel: as many as {@link #channels()} or more, in whole vectors. */
    default int paddedChannels() {
        return ChannelArrays.paddedChannels(channels());
    }

    /** {@code y = activation(w[c] * sum of the window + b[c])}. */
    void forward(float[] x, int xAt, float[] w, float[] b, float[] y, int yAt);

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /** Adds one image's part to {@code dw[c]} and {@code db[c]}. */
    default void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db) {
        throw InferenceOnly.exception();
    }

    /** Adds to {@code dx}. */
    default void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
