package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;

/**
 * How a convolution is computed, and its distances in memory in floats. To fill a vector with few filters, narrow groups
 * are computed as one, or neighbouring pixels of a row as one pixel with several times the filters: since values are
 * channel-last, only the kernel and the strides change, which is what the methods here tell of.
 *
 * @param merged how many of the convolution's groups are computed as one; weights between them are zeros
 * @param pixels how many pixels are computed as one; each has its kernel at its own place in a wider one
 */
record ConvolutionGeometry(Op.Convolution op, Layout x, Layout y, int merged, int pixels) {

    /** As the layer has it. */
    static ConvolutionGeometry plain(Kernel.Convolution kernel) {
        return new ConvolutionGeometry(kernel.op(), kernel.x(), kernel.y(), 1, 1);
    }

    /** With groups and pixels put together so that a vector of {@code lanes} filters does the most useful work. */
    static ConvolutionGeometry filling(int lanes, Kernel.Convolution kernel) {
        Op.Convolution op = kernel.op();
        int narrow = op.output().channels() / op.groups();
        int merged = 1;
        while (merged < op.groups() && (op.groups() % merged != 0 || merged * narrow < lanes)) {
            merged++;
        }
        int pixels = 1;
        if (op.groups() == 1 && op.window().dilationWidth() == 1) {
            for (int count = 2; count * narrow <= lanes; count++) {
                boolean divides = op.output().width() % count == 0;
                if (divides && usefulShare(op, count, lanes) > usefulShare(op, pixels, lanes)) {
                    pixels = count;
                }
            }
        }
        return new ConvolutionGeometry(op, kernel.x(), kernel.y(), merged, pixels);
    }

    /** The share of multiply-adds that do not meet a zero weight. */
    private static double usefulShare(Op.Convolution op, int pixels, int lanes) {
        int filters = pixels * op.output().channels();
        int width = op.window().width();
        int widened = width + (pixels - 1) * op.window().strideWidth();
        return filters / (Math.ceil((double) filters / lanes) * lanes) * width / widened;
    }

    Window window() {
        return op.window();
    }

    int groups() {
        return op.groups() / merged;
    }

    /** Filters of a group. */
    int filters() {
        return pixels * op.output().channels() / groups();
    }

    /** Input channels of a group. */
    int channels() {
        return op.input().channels() / groups();
    }

    int kernelWidth() {
        return window().width() + (pixels - 1) * window().strideWidth();
    }

    /** Columns from the window of one output pixel to the next. */
    int columnStride() {
        return pixels * window().strideWidth();
    }

    /** Whether windows of neighbouring pixels overlap, so that most columns of inputs lie under several of them. */
    boolean overlaps() {
        return window().dilationWidth() == 1 && columnStride() < kernelWidth();
    }

    int outputHeight() {
        return op.output().height();
    }

    int outputWidth() {
        return op.output().width() / pixels;
    }

    /** Where the window of output row 0, column 0 begins in an image of x: its corner in the border. */
    int xOrigin() {
        int top = x.border().top() - window().padding().top();
        int left = x.border().left() - window().padding().left();
        return top * x.rowPitch() + left * op.input().channels();
    }

    /** From the window of one output row to the next. */
    int xRow() {
        return window().strideHeight() * x.rowPitch();
    }

    /** From the window of one output pixel to the next in its row. */
    int xPixel() {
        return columnStride() * op.input().channels();
    }

    /** From one kernel row to the next. */
    int kernelRow() {
        return window().dilationHeight() * x.rowPitch();
    }

    /** From one kernel column to the next. */
    int kernelColumn() {
        return window().dilationWidth() * op.input().channels();
    }

    /** Pieces into which the inputs of one kernel row fall: 1 where they stand without a gap, else one a column. */
    int runs() {
        boolean isGapless = groups() == 1 && window().dilationWidth() == 1;
        return isGapless ? 1 : kernelWidth();
    }

    /** Inputs of such a piece. */
    int runLength() {
        return kernelWidth() * channels() / runs();
    }

    /** From one output pixel to the next in its row. */
    int yPixel() {
        return pixels * op.output().channels();
    }

    /** Values of an output row. */
    int rowLength() {
        return op.output().width() * op.output().channels();
    }
}
