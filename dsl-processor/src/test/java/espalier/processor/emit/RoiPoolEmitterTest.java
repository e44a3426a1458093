package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.RegionKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooled regions against plain loops in double: regions inside, across and beyond the map, of a cell and of all. */
class RoiPoolEmitterTest {

    private static final float[] BOXES = {
        0,
        0,
        13,
        13, // all of the map
        2,
        5,
        9,
        11, // inside
        -6,
        -3,
        5,
        30, // over the edges
        6,
        6,
        6,
        6, // one cell
        9,
        8,
        2,
        1, // corners the wrong way round: one row and column
        40,
        40,
        60,
        60, // beyond
        1,
        3,
        4,
        5, // halves
        -1e9f,
        0,
        1e9f,
        2 // farther than cells are counted
    };

    static Stream<Kernel.RoiPool> pools() {
        List<Kernel.RoiPool> pools = new ArrayList<>();
        int[] channels = {1, 3, 13, 16, 20};
        for (int i = 0; i < channels.length; i++) {
            Shape x = Shape.map(channels[i], 7, 6);
            Shape y = Shape.map(channels[i], i % 2 == 0 ? 3 : 2, 2 + i % 3);
            List<Padding> borders = TwoImages.borders(i);
            pools.add(new Kernel.RoiPool(
                    new Op.RoiPool(x, y, 0.5), new Layout(x, borders.get(0)), new Layout(y, borders.get(1)), true));
        }
        return pools.stream();
    }

    @ParameterizedTest
    @MethodSource("pools")
    void poolsRegions(Kernel.RoiPool kernel) {
        for (Dialect dialect : Dialect.values()) {
            RegionKernel compiled = CompiledKernels.compile(RegionKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            for (int boxAt = 0; boxAt < BOXES.length; boxAt += 4) {
                check(kernel, compiled, dialect, x, boxAt);
            }
        }
    }

    private static void check(Kernel.RoiPool kernel, RegionKernel compiled, Dialect dialect, TwoImages x, int boxAt) {
        TwoImages y = TwoImages.zeros(kernel.y());
        TwoImages dy = TwoImages.gradient(kernel.y(), 3);
        TwoImages dx = TwoImages.random(kernel.x(), 5);
        String what = dialect + " box " + boxAt / 4;
        for (int row = 1; row >= 0; row--) {
            int image = 1 - row;
            double[] pixels = x.read(image);
            double[] expected = new double[(int) kernel.op().output().size()];
            double[] gradient = dy.read(row);
            double[] expectedGradient = dx.read(image);
            for (int at = 0; at < expected.length; at++) {
                int place = at;
                int[] best = {-1};
                forEachCell(kernel.op(), boxAt, at, cell -> {
                    if (best[0] < 0 || pixels[cell] > pixels[best[0]]) {
                        best[0] = cell;
                    }
                });
                if (best[0] >= 0) {
                    expected[place] = pixels[best[0]];
                    expectedGradient[best[0]] += gradient[place];
                }
            }
            compiled.forward(x.array, x.at(image), BOXES, boxAt, y.array, y.at(row));
            compiled.backward(
                    x.array,
                    x.at(image),
                    BOXES,
                    boxAt,
                    y.array,
                    y.at(row),
                    dy.array,
                    dy.at(row),
                    dx.array,
                    dx.at(image));
            y.assertHolds(row, expected, 1e-6, what + " y");
            dx.assertGradient(image, expectedGradient, 1e-5, what + " dx");
        }
    }

    /** The cells of an output value's bin, in row order, by the definition of torchvision's roi_pool. */
    private static void forEachCell(Op.RoiPool op, int boxAt, int at, IntConsumer each) {
        Shape x = op.input();
        Shape y = op.output();
        long left = round(BOXES[boxAt] * op.scale());
        long top = round(BOXES[boxAt + 1] * op.scale());
        long width = Math.max(1, round(BOXES[boxAt + 2] * op.scale()) - left + 1);
        long height = Math.max(1, round(BOXES[boxAt + 3] * op.scale()) - top + 1);
        int j = at % y.width();
        int i = at / y.width() % y.height();
        int c = at / y.width() / y.height();
        for (int row = 0; row < x.height(); row++) {
            for (int column = 0; column < x.width(); column++) {
                boolean inRows = row >= top + Math.floor(i * (double) height / y.height())
                        && row < top + Math.ceil((i + 1) * (double) height / y.height());
                boolean inColumns = column >= left + Math.floor(j * (double) width / y.width())
                        && column < left + Math.ceil((j + 1) * (double) width / y.width());
                if (inRows && inColumns) {
                    each.accept((c * x.height() + row) * x.width() + column);
                }
            }
        }
    }

    private static long round(double value) {
        double limited = Math.max(-RegionKernel.FARTHEST_CELL, Math.min(value, RegionKernel.FARTHEST_CELL));
        return (long) (limited < 0 ? Math.ceil(limited - 0.5) : Math.floor(limited + 0.5));
    }
}
