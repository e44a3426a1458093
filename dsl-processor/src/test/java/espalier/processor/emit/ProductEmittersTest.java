package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.ProductKernel;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that multiply two inputs. */
class ProductEmittersTest {

    static Stream<Kernel.Multiply> products() {
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            List<Padding> borders = TwoImages.borders(i);
            List<Padding> others = TwoImages.borders(i + 2);
            return new Kernel.Multiply(
                    new Op.Multiply(shape),
                    new Layout(shape, borders.get(0)),
                    new Layout(shape, i % 3 == 0 ? borders.get(0) : others.get(0)),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("products")
    void multipliesValueByValue(Kernel.Multiply kernel) {
        check(kernel, kernel.a(), kernel.b(), kernel.y(), i -> i);
    }

    static Stream<Kernel.Scale> gates() {
        List<Shape> shapes = Stream.concat(
                        TwoImages.SHAPES.stream(), Stream.of(Shape.map(16, 9, 11), Shape.map(24, 2, 13)))
                .toList();
        return IntStream.range(0, shapes.size()).mapToObj(i -> {
            Shape shape = shapes.get(i);
            List<Padding> borders = TwoImages.borders(i);
            Padding ofGate = i % 2 == 0 ? Padding.NONE : new Padding(1, 1, 1, 1);
            return new Kernel.Scale(
                    new Op.Scale(shape),
                    new Layout(shape, borders.get(0)),
                    new Layout(Shape.map(shape.channels(), 1, 1), ofGate),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("gates")
    void scalesEachChannel(Kernel.Scale kernel) {
        int pixels = kernel.op().output().height() * kernel.op().output().width();
        check(kernel, kernel.x(), kernel.gate(), kernel.y(), i -> i / pixels);
    }

    private static void check(Kernel kernel, Layout ofA, Layout ofB, Layout ofY, IntUnaryOperator placeInB) {
        for (Dialect dialect : Dialect.values()) {
            ProductKernel compiled = CompiledKernels.compile(ProductKernel.class, kernel, dialect);
            TwoImages a = TwoImages.random(ofA, 1);
            TwoImages b = TwoImages.random(ofB, 3);
            TwoImages y = TwoImages.zeros(ofY);
            TwoImages dy = TwoImages.gradient(ofY, 5);
            TwoImages da = TwoImages.random(ofA, 7);
            TwoImages db = TwoImages.random(ofB, 9);
            for (int image = 1; image >= 0; image--) {
                double[] first = a.read(image);
                double[] second = b.read(image);
                double[] gradients = dy.read(image);
                double[] product = new double[first.length];
                double[] expectedA = da.read(image);
                double[] expectedB = db.read(image);
                for (int i = 0; i < first.length; i++) {
                    int inB = placeInB.applyAsInt(i);
                    product[i] = first[i] * second[inB];
                    expectedA[i] += gradients[i] * second[inB];
                    expectedB[inB] += gradients[i] * first[i];
                }
                compiled.forward(a.array, a.at(image), b.array, b.at(image), y.array, y.at(image));
                compiled.backwardA(b.array, b.at(image), dy.array, dy.at(image), da.array, da.at(image));
                compiled.backwardB(a.array, a.at(image), dy.array, dy.at(image), db.array, db.at(image));
                y.assertHolds(image, product, 1e-6, dialect + " y");
                da.assertGradient(image, expectedA, 1e-6, dialect + " da");
                db.assertGradient(image, expectedB, 1e-5, dialect + " db");
            }
            y.assertHolds(1, y.read(1), 0, "border");
        }
    }
}
