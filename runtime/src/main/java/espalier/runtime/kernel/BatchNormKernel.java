package espalier.runtime.kernel;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, algorithm 1). A caller sums image by image into arrays of its own and
 * adds these in the order of the images, so that the statistics do not depend on threads.
 *
 * <p>Arrays of a value a channel hold {@link #paddedChannels()}; what is written beyond the channels is meaningless.
 */
public interface BatchNormKernel {

    /** Channels. */
    int channels();

    /** The length of an array of a value a channel: as many as {@link #channels()} or more, in whole vectors. */
    default int paddedChannels() {
        return ChannelArrays.paddedChannels(channels());
    }

    /** Values a channel in one image: height times width. */
    int valuesPerChannel();

    /** Writes the sum of each channel to {@code sums[at]} and on. */
    void sum(float[] x, int xAt, float[] sums, int at);

    /** Writes each channel's sum of squared distances to {@code mean[at]} and on to {@code sums[at]} and on. */
    void sumOfSquares(float[] x, int xAt, float[] mean, float[] sums, int at);

    /** {@code y = activation(x * scale[c] + shift[c])}. */
    void forward(float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt);

    /**
     * Whether {@link #backwardActivation} leaves {@code dy} as it is: where there is no activation, and where the methods below
     * go through it themselves, from the scale and the shift that {@link #forward} was given.
     */
    default boolean keepsGradient() {
        return false;
    }

    /** Turns {@code dy} into the gradient before the activation, in place, unless {@link #keepsGradient}. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /**
     * Writes each channel's sum of {@code g}, the gradient before the activation, to {@code dShift[at]} and on, and its sum of
     * {@code g * (x - mean) * inverse} to {@code dScale[at]} and on.
     */
    default void backwardSums(
            float[] x,
            int xAt,
            float[] mean,
            float[] inverse,
            float[] scale,
            float[] shift,
            float[] dy,
            int dyAt,
            float[] dScale,
            float[] dShift,
            int at) {
        throw InferenceOnly.exception();
    }

    /** {@code dx += g * a[c] + x * b[c] + d[c]}, where {@code g} is the gradient before the activation. */
    default void backward(
            float[] x,
            int xAt,
            float[] scale,
            float[] shift,
            float[] dy,
            int dyAt,
            float[] a,
            float[] b,
            float[] d,
            float[] dx,
            int dxAt) {
        throw InferenceOnly.exception();
    }
}
