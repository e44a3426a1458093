package espalier.processor.op;

import java.util.List;

/**
 * A primitive operation with everything that its numbers depend on resolved: this is what a layer kind lowers to and
 * what kernels are written for. Shapes are without the batch dimension.
 */
public sealed interface Op {

    /** The shape of the result. */
    Shape output();

    /** An input of the network. */
    record Input(Shape output) implements Op {}

    /**
     * Cross-correlation.
     *
     * @param connections for each filter the input maps that it reads, ascending; empty when each reads all of its group
     * @param directOnly whether the sums are to be taken as they are defined, whatever would be faster
     */
    record Convolution(
            Shape input,
            Shape output,
            Window window,
            int groups,
            boolean bias,
            List<List<Integer>> connections,
            boolean directOnly)
            implements Op {
        public Convolution {
            connections = connections.stream().map(List::copyOf).toList();
        }
    }

    /** How a pooling window is summarised. */
    enum PoolType {
        MAX,
        AVERAGE
    }

    /**
     * Pooling; a window's cells outside of the map are never the maximum. The window's dilation is 1.
     *
     * @param countPadding whether padded cells count in an average's divisor; cells beyond the padding never do
     */
    record Pool(Shape input, Shape output, PoolType type, Window window, boolean countPadding) implements Op {

        /** Whether any window reaches over the map's edge. */
        public boolean clips() {
            return window.padding().top() > 0
                    || window.padding().left() > 0
                    || (output.height() - 1) * window.strideHeight() + window.height() > input.height()
                    || (output.width() - 1) * window.strideWidth() + window.width() > input.width();
        }
    }

    /** Pooling of each whole map to {@code c x 1 x 1}. */
    record GlobalPool(Shape input, Shape output, PoolType type) implements Op {}

    /**
     * Pooling into {@code output.height} by {@code output.width} bins that may differ in size and overlap: bin i of n
     * covers the rows {@code floor(i * h / n)} up to but not including {@code ceil((i + 1) * h / n)}, columns alike.
     */
    record AdaptivePool(Shape input, Shape output, PoolType type) implements Op {}

    /** How the values between those of a map come about. */
    enum UpsampleMode {
        NEAREST,
        BILINEAR
    }

    /**
     * A map enlarged by whole factors. Value i of a direction lies at {@code (i + 1/2) / factor - 1/2} of the input;
     * bilinear takes the mean of the two values beside it, weighted by their nearness, where beyond the edge the
     * outermost counts for both.
     */
    record Upsample(Shape input, Shape output, int factorHeight, int factorWidth, UpsampleMode mode) implements Op {}

    /**
     * Maximum pooling of regions of a map (Girshick 2015, section 2.1): each of the network's boxes, scaled to the map and
     * rounded to whole cells, into {@code output.height} by {@code output.width} bins as those of {@link AdaptivePool},
     * clipped to the map; an empty bin is zero. From here on a value has a row for each region, not for each image.
     *
     * @param scale cells of the map to a pixel of the network's input
     */
    record RoiPool(Shape input, Shape output, double scale) implements Op {}

    /**
     * LeNet-5's subsampling: the sum over each {@code size} window, without overlap, times a trainable weight a map,
     * plus a trainable bias a map.
     */
    record Subsample(Shape input, Shape output, int windowHeight, int windowWidth) implements Op {}

    /** A fully connected layer; the input is a vector. */
    record Dense(Shape input, Shape output, boolean bias) implements Op {}

    /**
     * LeNet-5's output layer: the squared Euclidean distance of the input to each prototype.
     *
     * @param prototypes one row a unit, of values -1 and +1
     */
    record Rbf(Shape input, Shape output, List<List<Integer>> prototypes) implements Op {
        public Rbf {
            prototypes = prototypes.stream().map(List::copyOf).toList();
        }
    }

    /** An element-wise function. */
    record Activation(Shape output, ActivationFunction function) implements Op {}

    /** Inverted dropout: in training each value is zero with probability {@code rate}, else scaled by 1/(1 - rate). */
    record Dropout(Shape output, double rate) implements Op {}

    /**
     * Stochastic depth: in training an image's values are all zero with probability {@code rate}, else scaled by
     * 1/(1 - rate).
     */
    record StochasticDepth(Shape output, double rate) implements Op {}

    /**
     * Batch normalisation, a map per channel over N, H and W, a vector per unit over N.
     *
     * @param momentum the share of the old running statistics that is kept
     */
    record BatchNorm(Shape output, double momentum, double epsilon) implements Op {}

    /**
     * Local response normalisation across channels: {@code x / (k + alpha / size * sum of squares)^beta}, the sum over the
     * {@code size} channels around each, as far as there are any.
     *
     * @param size odd
     */
    record Lrn(Shape output, int size, double alpha, double beta, double k) implements Op {}

    /** Softmax over a vector. */
    record Softmax(Shape output) implements Op {}

    /** A map as a vector, in the order C, H, W. */
    record Flatten(Shape input, Shape output) implements Op {}

    /** Zeros around a map. */
    record Pad(Shape input, Shape output, Padding padding) implements Op {}

    /** The element-wise sum of two or more equal shapes. */
    record Add(Shape output, int inputs) implements Op {}

    /** The element-wise product of two equal shapes. */
    record Multiply(Shape output) implements Op {}

    /** A map times a gate of {@code c x 1 x 1}, its second input: each channel is scaled by one value. */
    record Scale(Shape output) implements Op {}

    /**
     * A shortcut without parameters past layers that stride and widen (He et al. 2016, option A): every
     * {@code stride}-th row and column, and around the input's channels channels of zeros, half of them (rounded down)
     * before.
     */
    record IdentityShortcut(Shape input, Shape output, int strideHeight, int strideWidth) implements Op {

        /** A shortcut to as many channels, at least those of the input. */
        public static IdentityShortcut of(Shape input, int channels, int strideHeight, int strideWidth) {
            int height = (input.height() - 1) / strideHeight + 1;
            int width = (input.width() - 1) / strideWidth + 1;
            return new IdentityShortcut(input, Shape.map(channels, height, width), strideHeight, strideWidth);
        }

        /** Channels of zeros before those of the input. */
        public int zerosBefore() {
            return (output.channels() - input.channels()) / 2;
        }
    }

    /** Maps of equal height and width, or vectors, one after the other along the channels. */
    record Concat(List<Shape> inputs, Shape output) implements Op {
        public Concat {
            inputs = List.copyOf(inputs);
        }
    }
}
