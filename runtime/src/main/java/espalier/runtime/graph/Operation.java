package espalier.runtime.graph;

/**
 * A primitive operation with what its shapes ({@link GraphNode#shape()}) and parameters do not tell. Maps are C,H,W.
 */
public sealed interface Operation {

    /** The images. */
    record Input() implements Operation {}

    /** Cross-correlation; kernels that a connection table leaves out are zeros of the weight. */
    record Convolution(Window window, int groups) implements Operation {}

    /**
     * Pooling; a window's cells outside of the map are never the maximum. The window's dilation is 1.
     *
     * @param countPadding whether padded cells count in an average's divisor; cells beyond the padding never do
     */
    record Pool(PoolType type, Window window, boolean countPadding) implements Operation {}

    /** Pooling of each whole map to {@code c x 1 x 1}. */
    record GlobalPool(PoolType type) implements Operation {}

    /**
     * Pooling into as many bins as the result is high and wide: bin i of n covers the rows {@code floor(i * h / n)} up to
     * but not including {@code ceil((i + 1) * h / n)}, columns alike. Only where these differ in size or distance;
     * otherwise it is a {@link Pool} or a {@link GlobalPool}.
     */
    record AdaptivePool(PoolType type) implements Operation {}

    /**
     * Maximum pooling of the regions that the network reads besides images (Girshick 2015, section 2.1). What it makes, and
     * all that is computed from it, has a row for each region.
     *
     * @param scale cells of the map to a pixel of the network's input
     */
    record RoiPool(double scale) implements Operation {}

    /** A map enlarged by whole factors; value i of a direction lies at {@code (i + 1/2) / factor - 1/2} of the input. */
    record Upsample(int factorHeight, int factorWidth, UpsampleMode mode) implements Operation {}

    /** The sum over each window, without overlap, times a weight a map, plus a bias a map (LeCun 1998, section II.B). */
    record Subsample(int windowHeight, int windowWidth) implements Operation {}

    /** A fully connected layer on a vector. */
    record Dense() implements Operation {}

    /** The squared Euclidean distance of a vector to each prototype (LeCun 1998, equation 7). */
    record Rbf() implements Operation {}

    /**
     * An element-wise function.
     *
     * @param alpha the slope of LEAKY_RELU or the scale of ELU; ignored by the others
     */
    record Activation(ActivationKind kind, double alpha) implements Operation {

        /** A function without a constant. */
        public Activation(ActivationKind kind) {
            this(kind, 0);
        }
    }

    /** Inverted dropout: in training each value is zero with probability {@code rate}, else scaled by 1/(1 - rate). */
    record Dropout(double rate) implements Operation {}

    /**
     * Stochastic depth (Huang et al. 2016): in training an image's values are all zero with probability {@code rate}, else
     * scaled by 1/(1 - rate).
     */
    record StochasticDepth(double rate) implements Operation {}

    /**
     * Batch normalisation (Ioffe and Szegedy 2015), a map per channel, a vector per unit.
     *
     * @param momentum the share of the old running statistics that is kept
     * @param epsilon added to the variance
     */
    record BatchNorm(double momentum, double epsilon) implements Operation {}

    /**
     * Local response normalisation across channels (Krizhevsky et al. 2012, section 3.3, with ONNX's division of alpha):
     * {@code x / (k + alpha / size * sum of squares)^beta}, the sum over the {@code size} channels around each.
     */
    record Lrn(int size, double alpha, double beta, double k) implements Operation {}

    /** Softmax over a vector. */
    record Softmax() implements Operation {}

    /** A map as a vector, in the order C, H, W. */
    record Flatten() implements Operation {}

    /** Zeros around a map. */
    record Pad(Padding padding) implements Operation {}

    /** The element-wise sum of two or more equal shapes. */
    record Add() implements Operation {}

    /** The element-wise product of two equal shapes. */
    record Multiply() implements Operation {}

    /** A map times a gate {@code c x 1 x 1}: each channel's values times the channel's gate. */
    record Scale() implements Operation {}

    /**
     * Every {@code stride}-th row and column of a map, and around its channels channels of zeros, half of them (rounded
     * down) before (He et al. 2016, option A).
     */
    record IdentityShortcut(int strideHeight, int strideWidth) implements Operation {}

    /** Maps of equal height and width, or vectors, one after the other along the channels. */
    record Concat() implements Operation {}
}
