package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;

/**
 * A convolution's distances in memory, in floats.
 *
 * @param merged how many of the convolution's groups are computed as one, so that its filters fill a vector
 */
record ConvolutionGeometry(Op.Convolution op, Layout x, Layout y, int merged) {

    /** Each group for itself. */
    static ConvolutionGeometry of(Kernel.Convolution kernel) {
        return new ConvolutionGeometry(kernel.op(), kernel.x(), kernel.y(), 1);
    }

    /** As few groups made one as give {@code filters} filters; the weights between them are zeros. */
    static ConvolutionGeometry merged(Kernel.Convolution kernel, int filters) {
        int groups = kernel.op().groups();
        int narrow = kernel.op().output().channels() / groups;
        int merged = 1;
        while (merged < groups && (groups % merged != 0 || merged * narrow < filters)) {
            merged++;
        }
        return new ConvolutionGeometry(kernel.op(), kernel.x(), kernel.y(), merged);
    }

    Window window() {
        return op.window();
    }

    int groups() {
        return op.groups() / merged;
    }

    /** Filters of a group. */
    int filters() {
        return op.output().channels() / groups();
    }

    /** Input channels of a group. */
    int channels() {
        return op.input().channels() / groups();
    }

    int outputHeight() {
        return op.output().height();
    }

    int outputWidth() {
        return op.output().width();
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
        return window().strideWidth() * op.input().channels();
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
        boolean gapless = groups() == 1 && (window().dilationWidth() == 1 || window().width() == 1);
        return gapless || window().width() == 1 ? 1 : window().width();
    }

    /** Inputs of such a piece. */
    int runLength() {
        return window().width() * channels() / runs();
    }

    /** From one output pixel to the next in its row. */
    int yPixel() {
        return op.output().channels();
    }

    /** Weights of a block of filters, a lane. */
    int taps() {
        return window().height() * window().width() * channels();
    }
}
