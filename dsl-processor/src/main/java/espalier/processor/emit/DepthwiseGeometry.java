package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.Layout;

/** A depthwise convolution's distances in memory, in floats. */
record DepthwiseGeometry(Op.Convolution op, Layout x, Layout y) {

    /** Products in the body of a loop: beyond some 64, C2 spills registers. */
    private static final int MOST_PRODUCTS = 64;

    Window window() {
        return op.window();
    }

    int channels() {
        return op.input().channels();
    }

    /** Whether every block of channels is full, whatever the lanes. */
    boolean blocksAreFull() {
        return channels() % Runs.WIDEST_VECTOR == 0;
    }

    /** From one tap's weights to the next's; the packing's pitch. */
    int weightPitch() {
        return (channels() + Layout.SLACK - 1) / Layout.SLACK * Layout.SLACK;
    }

    /** From the weights of one kernel row to the next. */
    int weightRow() {
        return window().width() * weightPitch();
    }

    /** Where the window of output row 0, column 0 begins in an image of x: its corner in the border. */
    int xOrigin() {
        int top = x.border().top() - window().padding().top();
        int left = x.border().left() - window().padding().left();
        return top * x.rowPitch() + left * channels();
    }

    /** From the window of one output row to the next. */
    int xRow() {
        return window().strideHeight() * x.rowPitch();
    }

    /** From the window of one output pixel to the next in its row. */
    int xPixel() {
        return window().strideWidth() * channels();
    }

    /** From one kernel row to the next. */
    int kernelRow() {
        return window().dilationHeight() * x.rowPitch();
    }

    int outputHeight() {
        return op.output().height();
    }

    int outputWidth() {
        return op.output().width();
    }

    /** Pixels of a tile: as many as {@code most}, if their products with a kernel row fit the body of a loop. */
    int tilePixels(int most) {
        return Math.max(1, Math.min(most, MOST_PRODUCTS / window().width()));
    }
}
