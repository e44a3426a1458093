package espalier.runtime.vector;

/**
 * The sizes of a convolution, and where its values stand: channel-last, distances in floats. Immutable.
 *
 * @param channels of the input
 * @param filters all
 * @param groups that filters and channels fall into
 * @param paddingTop rows above the map into which windows reach
 * @param paddingLeft columns to its left
 * @param xOrigin from the start of an image of x to the top left corner of output pixel 0,0's window, in the border
 * @param xRowPitch from a row of x to the next
 * @param yOrigin from the start of an image of y to its pixel 0,0
 * @param yRowPitch from a row of y to the next
 * @param windowPitch from where an output pixel's window begins to the next one's, in x
 * @param channelsPresent channels that x has; those beyond, up to {@code channels}, count as zero
 */
public record ConvolutionGeometry(
        int channels,
        int filters,
        int groups,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int outputHeight,
        int outputWidth,
        int inputHeight,
        int inputWidth,
        int paddingTop,
        int paddingLeft,
        int xOrigin,
        int xRowPitch,
        int yOrigin,
        int yRowPitch,
        int windowPitch,
        int channelsPresent) {

    /** Four wide tiles: shorter rows would divide the work of a thread too finely. */
    private static final int SHORTEST_ROW = 56;

    /** More rows, which more threads can share, are worth a hundredth of the work. */
    private static final double WORTH_DIVIDING = 1.01;

    /** Begins with a 1x1 convolution of stride 1. */
    public static Builder of(int channels, int filters) {
        return new Builder(channels, filters);
    }

    /**
     * The same convolution with its pixels in rows of another length, where each pixel stands alone and rows of x and of y
     * follow each other without a gap: rows into which tiles divide without much waste, as many as possible so that threads
     * can share them.
     */
    ConvolutionGeometry withRowsJoined() {
        boolean isPointwise = kernelHeight * kernelWidth * strideHeight * strideWidth == 1
                && xRowPitch == outputWidth * channels
                && yRowPitch == outputWidth * filters;
        if (!isPointwise) {
            return this;
        }
        int pixels = outputHeight * outputWidth;
        int best = 1;
        double least = MacroKernel.cost(pixels);
        for (int rows = 2; rows * SHORTEST_ROW <= pixels; rows++) {
            double cost = (double) rows * MacroKernel.cost(pixels / rows);
            if (pixels % rows == 0 && cost <= least * WORTH_DIVIDING) {
                least = Math.min(cost, least);
                best = rows;
            }
        }
        int width = pixels / best;
        return new ConvolutionGeometry(
                channels,
                filters,
                groups,
                1,
                1,
                1,
                1,
                1,
                1,
                best,
                width,
                best,
                width,
                0,
                0,
                xOrigin,
                width * channels,
                yOrigin,
                width * filters,
                channels,
                channels);
    }

    /** Whether the inputs of a kernel row follow each other without a gap. */
    boolean isGapless() {
        return groups == 1 && dilationWidth == 1;
    }

    /**
     * The same convolution with all inputs of a kernel row, which follow each other without a gap, as the channels of a kernel
     * that is one column wide, and zeros after them to fill the last chunk.
     */
    ConvolutionGeometry withColumnsJoined() {
        int run = kernelWidth * channels;
        return new ConvolutionGeometry(
                (run + OuterProduct.CHANNELS - 1) / OuterProduct.CHANNELS * OuterProduct.CHANNELS,
                filters,
                1,
                kernelHeight,
                1,
                strideHeight,
                strideWidth,
                dilationHeight,
                1,
                outputHeight,
                outputWidth,
                inputHeight,
                inputWidth,
                paddingTop,
                paddingLeft,
                xOrigin,
                xRowPitch,
                yOrigin,
                yRowPitch,
                windowPitch,
                run);
    }

    /** The gradient of the output as an input of which each pixel is read alone. */
    ConvolutionGeometry ofGradient() {
        return of(filters, filters)
                .output(outputHeight, outputWidth)
                .x(yOrigin, yRowPitch)
                .y(yOrigin, yRowPitch);
    }

    /** From the first value of a kernel row's inputs to that of the next. */
    int kernelRow() {
        return dilationHeight * xRowPitch;
    }

    /** Input rows that {@code rows} output rows read, those between them that none reads included. */
    int inputRows(int rows) {
        return (rows - 1) * strideHeight + (kernelHeight - 1) * dilationHeight + 1;
    }

    int channelsPerGroup() {
        return channels / groups;
    }

    int filtersPerGroup() {
        return filters / groups;
    }

    /** Describes a convolution as its layer has it. */
    public static final class Builder {
        private final int channels;
        private final int filters;
        private int groups = 1;
        private int kernelHeight = 1;
        private int kernelWidth = 1;
        private int strideHeight = 1;
        private int strideWidth = 1;
        private int dilationHeight = 1;
        private int dilationWidth = 1;
        private int outputHeight = 1;
        private int outputWidth = 1;
        private int inputHeight = 1;
        private int inputWidth = 1;
        private int paddingTop;
        private int paddingLeft;
        private int xOrigin;
        private int xRowPitch;
        private int yOrigin;

        private Builder(int channels, int filters) {
            this.channels = channels;
            this.filters = filters;
        }

        /** Groups of filters and channels. */
        public Builder groups(int count) {
            groups = count;
            return this;
        }

        /** Rows and columns of the kernel. */
        public Builder kernel(int height, int width) {
            kernelHeight = height;
            kernelWidth = width;
            return this;
        }

        /** Rows and columns from one window to the next. */
        public Builder stride(int height, int width) {
            strideHeight = height;
            strideWidth = width;
            return this;
        }

        /** Rows and columns from one tap to the next. */
        public Builder dilation(int height, int width) {
            dilationHeight = height;
            dilationWidth = width;
            return this;
        }

        /** Rows and columns of the output. */
        public Builder output(int height, int width) {
            outputHeight = height;
            outputWidth = width;
            return this;
        }

        /** Rows and columns of the input. */
        public Builder input(int height, int width) {
            inputHeight = height;
            inputWidth = width;
            return this;
        }

        /** Rows above the input, and columns to its left, into which windows reach. */
        public Builder padding(int top, int left) {
            paddingTop = top;
            paddingLeft = left;
            return this;
        }

        /** Where the first window begins in an image of x, and the distance of its rows. */
        public Builder x(int origin, int rowPitch) {
            xOrigin = origin;
            xRowPitch = rowPitch;
            return this;
        }

        /** Where the first output pixel stands in an image of y, and the distance of its rows. */
        public ConvolutionGeometry y(int origin, int rowPitch) {
            yOrigin = origin;
            return new ConvolutionGeometry(
                    channels,
                    filters,
                    groups,
                    kernelHeight,
                    kernelWidth,
                    strideHeight,
                    strideWidth,
                    dilationHeight,
                    dilationWidth,
                    outputHeight,
                    outputWidth,
                    inputHeight,
                    inputWidth,
                    paddingTop,
                    paddingLeft,
                    xOrigin,
                    xRowPitch,
                    yOrigin,
                    rowPitch,
                    strideWidth * channels,
                    channels);
        }
    }
}
