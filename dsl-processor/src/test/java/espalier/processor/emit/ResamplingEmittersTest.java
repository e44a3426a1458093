package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Op.PoolType;
import espalier.processor.op.Op.UpsampleMode;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.MapKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adaptive pooling and upsampling against plain loops in double. */
class ResamplingEmittersTest {

    private static final double TOLERANCE = 1e-5;

    /** A function of C,H,W arrays and what it adds to the gradient of its input. */
    private interface Plain {
        double[] forward(double[] x);

        void backward(double[] x, double[] dy, double[] dx);
    }

    static Stream<Kernel.AdaptivePool> adaptivePools() {
        List<Kernel.AdaptivePool> pools = new ArrayList<>();
        int[][] sizes = {{5, 7, 2, 3}, {5, 7, 5, 4}, {9, 4, 4, 3}, {1, 5, 1, 3}, {7, 7, 6, 6}};
        int[] channels = {1, 3, 13, 16, 20};
        for (PoolType type : PoolType.values()) {
            for (int i = 0; i < sizes.length; i++) {
                Shape x = Shape.map(channels[i], sizes[i][0], sizes[i][1]);
                Shape y = Shape.map(channels[i], sizes[i][2], sizes[i][3]);
                List<Padding> borders = TwoImages.borders(pools.size());
                pools.add(new Kernel.AdaptivePool(
                        new Op.AdaptivePool(x, y, type),
                        new Layout(x, borders.get(0)),
                        new Layout(y, borders.get(1)),
                        true));
            }
        }
        return pools.stream();
    }

    @ParameterizedTest
    @MethodSource("adaptivePools")
    void poolsIntoBins(Kernel.AdaptivePool kernel) {
        check(kernel, kernel.x(), kernel.y(), new PlainBins(kernel.op()));
    }

    static Stream<Kernel.Upsample> upsamples() {
        List<Kernel.Upsample> upsamples = new ArrayList<>();
        int[][] factors = {{2, 2}, {3, 1}, {1, 4}, {5, 2}};
        for (UpsampleMode mode : UpsampleMode.values()) {
            for (int i = 0; i < TwoImages.SHAPES.size(); i++) {
                Shape x = TwoImages.SHAPES.get(i);
                int[] factor = factors[i % factors.length];
                Shape y = Shape.map(x.channels(), x.height() * factor[0], x.width() * factor[1]);
                List<Padding> borders = TwoImages.borders(upsamples.size());
                upsamples.add(new Kernel.Upsample(
                        new Op.Upsample(x, y, factor[0], factor[1], mode),
                        new Layout(x, borders.get(0)),
                        new Layout(y, borders.get(1)),
                        true));
            }
        }
        return upsamples.stream();
    }

    @ParameterizedTest
    @MethodSource("upsamples")
    void enlarges(Kernel.Upsample kernel) {
        check(kernel, kernel.x(), kernel.y(), new PlainUpsample(kernel.op()));
    }

    private static void check(Kernel kernel, Layout xLayout, Layout yLayout, Plain plain) {
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(xLayout, 1);
            TwoImages y = TwoImages.zeros(yLayout);
            TwoImages dy = TwoImages.gradient(yLayout, 3);
            TwoImages dx = TwoImages.random(xLayout, 5);
            for (int image = 1; image >= 0; image--) {
                double[] expected = dx.read(image);
                plain.backward(x.read(image), dy.read(image), expected);
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                dx.assertGradient(image, expected, TOLERANCE, dialect + " dx");
            }
            for (int image = 0; image < 2; image++) {
                y.assertHolds(image, plain.forward(x.read(image)), TOLERANCE, dialect + " y");
            }
        }
    }

    private record PlainBins(Op.AdaptivePool op) implements Plain {

        /** The cells of an output value's bin, in row order. */
        private List<Integer> bin(int at) {
            Shape x = op.input();
            Shape y = op.output();
            int j = at % y.width();
            int i = at / y.width() % y.height();
            int c = at / y.width() / y.height();
            List<Integer> cells = new ArrayList<>();
            for (int u = i * x.height() / y.height(); u < Math.ceil((i + 1.0) * x.height() / y.height()); u++) {
                for (int v = j * x.width() / y.width(); v < Math.ceil((j + 1.0) * x.width() / y.width()); v++) {
                    cells.add((c * x.height() + u) * x.width() + v);
                }
            }
            return cells;
        }

        @Override
        public double[] forward(double[] x) {
            double[] y = new double[(int) op.output().size()];
            for (int at = 0; at < y.length; at++) {
                var values = bin(at).stream().mapToDouble(cell -> x[cell]);
                y[at] = op.type() == PoolType.MAX
                        ? values.max().orElseThrow()
                        : values.average().orElseThrow();
            }
            return y;
        }

        @Override
        public void backward(double[] x, double[] dy, double[] dx) {
            double[] y = forward(x);
            for (int at = 0; at < y.length; at++) {
                List<Integer> cells = bin(at);
                int place = at;
                if (op.type() == PoolType.MAX) {
                    dx[
                            cells.stream()
                                    .filter(cell -> x[cell] == y[place])
                                    .findFirst()
                                    .orElseThrow()] += dy[at];
                } else {
                    cells.forEach(cell -> dx[cell] += dy[place] / cells.size());
                }
            }
        }
    }

    private record PlainUpsample(Op.Upsample op) implements Plain {

        /** How much of each input position a position of the output takes. */
        private double[] shares(int position, int size, int factor) {
            double[] shares = new double[size];
            if (op.mode() == UpsampleMode.NEAREST) {
                shares[position / factor] = 1;
                return shares;
            }
            double place = Math.max(0, (position + 0.5) / factor - 0.5);
            int first = (int) place;
            shares[first] += 1 - (place - first);
            shares[Math.min(first + 1, size - 1)] += place - first;
            return shares;
        }

        private interface Share {
            void at(int y, int x, double share);
        }

        private void forEach(Share share) {
            Shape x = op.input();
            Shape y = op.output();
            for (int at = 0; at < y.size(); at++) {
                int c = at / y.width() / y.height();
                double[] rows = shares(at / y.width() % y.height(), x.height(), op.factorHeight());
                double[] columns = shares(at % y.width(), x.width(), op.factorWidth());
                for (int u = 0; u < rows.length; u++) {
                    for (int v = 0; v < columns.length; v++) {
                        share.at(at, (c * x.height() + u) * x.width() + v, rows[u] * columns[v]);
                    }
                }
            }
        }

        @Override
        public double[] forward(double[] x) {
            double[] y = new double[(int) op.output().size()];
            forEach((to, from, share) -> y[to] += share * x[from]);
            return y;
        }

        @Override
        public void backward(double[] x, double[] dy, double[] dx) {
            forEach((to, from, share) -> dx[from] += share * dy[to]);
        }
    }
}
