package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Window;

/** Pooling as its definition has it, on C,H,W arrays of doubles. */
final class PlainPool {

    private final Op.Pool op;
    private final int height;
    private final int width;

    PlainPool(Op.Pool op) {
        this.op = op;
        height = op.input().height();
        width = op.input().width();
    }

    double[] forward(double[] x) {
        double[] y = new double[(int) op.output().size()];
        for (int at = 0; at < y.length; at++) {
            y[at] = op.type() == Op.PoolType.MAX ? x[firstMaximum(x, at)] : mean(x, at);
        }
        return y;
    }

    /** Adds to dx. */
    void backward(double[] x, double[] dy, double[] dx) {
        for (int at = 0; at < dy.length; at++) {
            if (op.type() == Op.PoolType.MAX) {
                dx[firstMaximum(x, at)] += dy[at];
            } else {
                for (int cell = 0; cell < window().height() * window().width(); cell++) {
                    int place = place(at, cell);
                    if (place >= 0) {
                        dx[place] += dy[at] / divisor(at);
                    }
                }
            }
        }
    }

    private int firstMaximum(double[] x, int at) {
        int best = -1;
        for (int cell = 0; cell < window().height() * window().width(); cell++) {
            int place = place(at, cell);
            if (place >= 0 && (best < 0 || x[place] > x[best])) {
                best = place;
            }
        }
        return best;
    }

    private double mean(double[] x, int at) {
        double sum = 0;
        for (int cell = 0; cell < window().height() * window().width(); cell++) {
            int place = place(at, cell);
            sum += place >= 0 ? x[place] : 0;
        }
        return sum / divisor(at);
    }

    private int divisor(int at) {
        int count = 0;
        Padding padding = op.countPadding() ? window().padding() : Padding.NONE;
        for (int cell = 0; cell < window().height() * window().width(); cell++) {
            int i = row(at, cell);
            int j = column(at, cell);
            boolean counts = i >= -padding.top()
                    && j >= -padding.left()
                    && i < height + padding.bottom()
                    && j < width + padding.right();
            count += counts ? 1 : 0;
        }
        return count;
    }

    /** Where a cell of output {@code at} lies in x, or -1. */
    private int place(int at, int cell) {
        int i = row(at, cell);
        int j = column(at, cell);
        int channel = at / (op.output().height() * op.output().width());
        return i < 0 || j < 0 || i >= height || j >= width ? -1 : (channel * height + i) * width + j;
    }

    private int row(int at, int cell) {
        int i = at / op.output().width() % op.output().height();
        return i * window().strideHeight() - window().padding().top() + cell / window().width();
    }

    private int column(int at, int cell) {
        int j = at % op.output().width();
        return j * window().strideWidth() - window().padding().left() + cell % window().width();
    }

    private Window window() {
        return op.window();
    }
}
