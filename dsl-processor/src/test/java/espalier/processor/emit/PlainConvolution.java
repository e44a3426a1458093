package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.op.Window;

/** Convolution as the formula has it, in double, on C,H,W arrays: what generated kernels are compared with. */
record PlainConvolution(Op.Convolution op, ActivationFunction activation) {

    /** Called for each product of the convolution: output index, weight index, input index. */
    private interface Product {
        void at(int y, int w, int x);
    }

    /** Before the activation. */
    double[] linear(double[] x, double[] w, double[] b) {
        double[] y = new double[(int) op.output().size()];
        int pixels = op.output().height() * op.output().width();
        for (int at = 0; at < y.length; at++) {
            y[at] = op.bias() ? b[at / pixels] : 0;
        }
        products((yAt, wAt, xAt) -> y[yAt] += w[wAt] * x[xAt]);
        return y;
    }

    double[] forward(double[] x, double[] w, double[] b) {
        double[] y = linear(x, w, b);
        for (int at = 0; at < y.length; at++) {
            y[at] = PlainActivation.of(activation, y[at]);
        }
        return y;
    }

    double[] weightGradient(double[] x, double[] dy) {
        int perGroup = op.input().channels() / op.groups();
        double[] dw = new double
                [op.output().channels()
                        * perGroup
                        * op.window().height()
                        * op.window().width()];
        products((yAt, wAt, xAt) -> dw[wAt] += dy[yAt] * x[xAt]);
        return dw;
    }

    double[] biasGradient(double[] dy) {
        double[] db = new double[op.output().channels()];
        int pixels = op.output().height() * op.output().width();
        for (int at = 0; at < dy.length; at++) {
            db[at / pixels] += dy[at];
        }
        return db;
    }

    double[] inputGradient(double[] w, double[] dy) {
        double[] dx = new double[(int) op.input().size()];
        products((yAt, wAt, xAt) -> dx[xAt] += w[wAt] * dy[yAt]);
        return dx;
    }

    private void products(Product product) {
        Window window = op.window();
        int height = op.input().height();
        int width = op.input().width();
        int perGroup = op.input().channels() / op.groups();
        int filtersPerGroup = op.output().channels() / op.groups();
        int y = 0;
        for (int k = 0; k < op.output().channels(); k++) {
            for (int i = 0; i < op.output().height(); i++) {
                for (int j = 0; j < op.output().width(); j++, y++) {
                    for (int c = 0; c < perGroup; c++) {
                        int channel = k / filtersPerGroup * perGroup + c;
                        if (!op.connections().isEmpty()
                                && !op.connections().get(k).contains(channel)) {
                            continue;
                        }
                        for (int u = 0; u < window.height(); u++) {
                            for (int v = 0; v < window.width(); v++) {
                                int row = i * window.strideHeight()
                                        + u * window.dilationHeight()
                                        - window.padding().top();
                                int column = j * window.strideWidth()
                                        + v * window.dilationWidth()
                                        - window.padding().left();
                                if (row >= 0 && row < height && column >= 0 && column < width) {
                                    int w = ((k * perGroup + c) * window.height() + u) * window.width() + v;
                                    product.at(y, w, (channel * height + row) * width + column);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
