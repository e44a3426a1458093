package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.op.Op;
import espalier.processor.op.Op.PoolType;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.MapKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PoolEmitterTest {

    private static final Padding SOME = new Padding(1, 2, 1, 0);

    /** Windows of all kinds, in both types and with both divisors. */
    static Stream<Kernel.Pool> pools() {
        List<Kernel.Pool> pools = new ArrayList<>();
        for (PoolType type : PoolType.values()) {
            pools.add(pool(type, Shape.map(6, 8, 6), 2, 2, 2, 2, Padding.NONE, 4, 3, Padding.NONE, Padding.NONE));
            pools.add(pool(type, Shape.map(16, 7, 9), 3, 3, 2, 2, Padding.NONE, 3, 4, SOME, Padding.NONE));
            pools.add(pool(type, Shape.map(13, 7, 9), 3, 3, 2, 2, all(1), 4, 5, Padding.NONE, SOME));
            pools.add(pool(type, Shape.map(20, 6, 6), 3, 3, 2, 2, Padding.NONE, 3, 3, SOME, new Padding(0, 1, 0, 0)));
            pools.add(pool(type, Shape.map(1, 5, 7), 2, 3, 1, 2, new Padding(1, 0, 0, 2), 5, 4, SOME, SOME));
            pools.add(pool(type, Shape.map(33, 5, 5), 4, 4, 3, 3, new Padding(1, 2, 3, 0), 2, 2, SOME, SOME));
            pools.add(pool(type, Shape.map(5, 6, 6), 5, 5, 1, 1, Padding.NONE, 2, 2, Padding.NONE, SOME));
            pools.add(pool(type, Shape.map(3, 1, 1), 1, 1, 1, 1, Padding.NONE, 1, 1, Padding.NONE, Padding.NONE));
            pools.add(pool(type, Shape.map(4, 4, 1), 2, 1, 3, 1, new Padding(1, 0, 1, 0), 2, 1, SOME, Padding.NONE));
        }
        return pools.stream();
    }

    private static Padding all(int padding) {
        return new Padding(padding, padding, padding, padding);
    }

    private static Kernel.Pool pool(
            PoolType type,
            Shape x,
            int height,
            int width,
            int strideHeight,
            int strideWidth,
            Padding padding,
            int outHeight,
            int outWidth,
            Padding xBorder,
            Padding yBorder) {
        Shape y = Shape.map(x.channels(), outHeight, outWidth);
        Window window = new Window(height, width, strideHeight, strideWidth, 1, 1, padding);
        boolean countPadding = x.channels() % 2 == 1;
        Op.Pool op = new Op.Pool(x, y, type, window, countPadding);
        return new Kernel.Pool(op, new Layout(x, xBorder), new Layout(y, yBorder), true);
    }

    @ParameterizedTest
    @MethodSource("pools")
    void poolsAsDefined(Kernel.Pool kernel) {
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            PlainPool plain = new PlainPool(kernel.op());
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] expected = dx.read(image);
                plain.backward(x.read(image), dy.read(image), expected);
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                dx.assertGradient(image, expected, 1e-5, dialect + " dx");
            }
            for (int image = 0; image < 2; image++) {
                y.assertHolds(image, plain.forward(x.read(image)), 1e-5, dialect + " y");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void firstOfEqualMaximaTakesTheGradient(Dialect dialect) {
        Kernel.Pool kernel =
                pool(PoolType.MAX, Shape.map(3, 4, 4), 3, 3, 1, 1, Padding.NONE, 2, 2, Padding.NONE, Padding.NONE);
        MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
        TwoImages x = TwoImages.zeros(kernel.x());
        TwoImages y = TwoImages.zeros(kernel.y());
        TwoImages dy = TwoImages.random(kernel.y(), 3);
        TwoImages dx = TwoImages.zeros(kernel.x());
        compiled.forward(x.array, 0, y.array, 0);
        compiled.backward(x.array, 0, y.array, 0, dy.array, 0, dx.array, 0);
        double[] expected = new double[48];
        double[] gradients = dy.read(0);
        for (int at = 0; at < gradients.length; at++) {
            expected[at / 4 * 16 + at / 2 % 2 * 4 + at % 2] = gradients[at];
        }
        dx.assertGradient(0, expected, 0, "dx");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void nanGivesNanAndItsWindowKeepsTheGradient(Dialect dialect) {
        Kernel.Pool kernel =
                pool(PoolType.MAX, Shape.map(16, 2, 4), 2, 2, 2, 2, Padding.NONE, 1, 2, Padding.NONE, Padding.NONE);
        MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
        TwoImages x = TwoImages.random(kernel.x(), 1);
        x.array[16] = Float.NaN;
        TwoImages y = TwoImages.zeros(kernel.y());
        TwoImages dy = TwoImages.random(kernel.y(), 3);
        TwoImages dx = TwoImages.zeros(kernel.x());
        compiled.forward(x.array, 0, y.array, 0);
        compiled.backward(x.array, 0, y.array, 0, dy.array, 0, dx.array, 0);
        assertTrue(Double.isNaN(y.read(0)[0]));
        assertFalse(Double.isNaN(y.read(0)[1]));
        assertEquals(List.of(dy.read(0)[0], 0.0, 0.0, 0.0), window(dx.read(0)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void nanGivesNanAndTheWholeMapKeepsTheGradient(Dialect dialect) {
        Shape shape = Shape.map(16, 2, 4);
        Shape y = Shape.map(16, 1, 1);
        Kernel kernel =
                new Kernel.GlobalPool(new Op.GlobalPool(shape, y, PoolType.MAX), Layout.of(shape), Layout.of(y), true);
        MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
        TwoImages in = TwoImages.random(Layout.of(shape), 1);
        in.array[16] = Float.NaN;
        TwoImages out = TwoImages.zeros(Layout.of(y));
        TwoImages dy = TwoImages.random(Layout.of(y), 3);
        TwoImages dx = TwoImages.zeros(Layout.of(shape));
        double gradient = dy.read(0)[0];
        compiled.forward(in.array, 0, out.array, 0);
        compiled.backward(in.array, 0, out.array, 0, dy.array, 0, dx.array, 0);
        assertTrue(Double.isNaN(out.read(0)[0]));
        assertFalse(Double.isNaN(out.read(0)[1]));
        assertEquals(List.of(gradient, 0.0, 0.0, 0.0), window(dx.read(0)));
    }

    /** The first two columns of the two rows of a map's first channel. */
    private static List<Double> window(double[] map) {
        return List.of(map[0], map[1], map[4], map[5]);
    }

    static Stream<Kernel.GlobalPool> globalPools() {
        List<Kernel.GlobalPool> pools = new ArrayList<>();
        for (Shape shape : TwoImages.SHAPES) {
            for (PoolType type : PoolType.values()) {
                Shape y = Shape.map(shape.channels(), 1, 1);
                List<Padding> borders = TwoImages.borders(pools.size());
                pools.add(new Kernel.GlobalPool(
                        new Op.GlobalPool(shape, y, type),
                        new Layout(shape, borders.get(0)),
                        new Layout(y, borders.get(1)),
                        true));
            }
        }
        return pools.stream();
    }

    @ParameterizedTest
    @MethodSource("globalPools")
    void globalPoolsAsOneWindow(Kernel.GlobalPool kernel) {
        Shape shape = kernel.op().input();
        Window window = new Window(shape.height(), shape.width(), 1, 1, 1, 1, Padding.NONE);
        PlainPool plain = new PlainPool(
                new Op.Pool(shape, kernel.op().output(), kernel.op().type(), window, false));
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] expected = dx.read(image);
                plain.backward(x.read(image), dy.read(image), expected);
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                dx.assertGradient(image, expected, 1e-5, dialect + " dx");
            }
            for (int image = 0; image < 2; image++) {
                y.assertHolds(image, plain.forward(x.read(image)), 1e-5, dialect + " y");
            }
        }
    }

    @Test
    void lenetsPoolReadsAsItsFormula() {
        Kernel.Pool kernel =
                pool(PoolType.AVERAGE, Shape.map(6, 28, 28), 2, 2, 2, 2, Padding.NONE, 14, 14, Padding.NONE, all(2));
        String source = CompiledKernels.source(
                new KernelClass("LeNet5AveragePool2x2", "s2", kernel.withoutBackward(), 1), Dialect.VECTOR);
        assertTrue(source.contains("sum = sum.add(FloatVector.fromArray(LANES, x, xAt + xRowPitch + c));"), source);
        assertFalse(source.contains("height"), "windows that lie inside do not ask for the map's size\n" + source);
        assertFalse(source.contains("backward"), source);
    }
}
