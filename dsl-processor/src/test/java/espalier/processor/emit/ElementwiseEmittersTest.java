package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.DropoutKernel;
import espalier.runtime.kernel.ExportKernel;
import espalier.runtime.kernel.ImportKernel;
import espalier.runtime.kernel.JoinKernel;
import espalier.runtime.kernel.MapKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that compute each value by itself, or only move values. */
class ElementwiseEmittersTest {

    /** All functions, each on another shape and borders; those with a constant with a negative one as well. */
    static Stream<Kernel.Activation> activations() {
        List<ActivationFunction> functions = new ArrayList<>();
        for (ActivationKind kind : ActivationKind.values()) {
            functions.add(new ActivationFunction(kind, 0.3));
        }
        functions.add(new ActivationFunction(ActivationKind.LEAKY_RELU, -0.5));
        functions.add(new ActivationFunction(ActivationKind.ELU, -0.5));
        return IntStream.range(0, functions.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get((i + 3) % TwoImages.SHAPES.size());
            List<Padding> borders = TwoImages.borders(i);
            return new Kernel.Activation(
                    new Op.Activation(shape, functions.get(i)),
                    new Layout(shape, borders.get(0)),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activatesAndAddsTheGradient(Kernel.Activation kernel) {
        ActivationFunction f = kernel.op().function();
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] expected = dx.read(image);
                for (int i = 0; i < values.length; i++) {
                    expected[i] += gradients[i] * PlainActivation.derivative(f, values[i]);
                }
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                dx.assertGradient(image, expected, 1e-5, dialect + " dx of " + f);
            }
            for (int image = 0; image < 2; image++) {
                double[] expected = Arrays.stream(x.read(image))
                        .map(value -> PlainActivation.of(f, value))
                        .toArray();
                y.assertHolds(image, expected, 1e-6, dialect + " y of " + f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ActivationKind.class)
    void derivativesAtKinksAreThoseOfTheFlatSide(ActivationKind kind) {
        Shape shape = Shape.vector(20);
        ActivationFunction f = new ActivationFunction(kind, 0.25);
        Kernel kernel = new Kernel.Activation(new Op.Activation(shape, f), Layout.of(shape), Layout.of(shape), true);
        double expected = switch (kind) {
            case RELU, RELU6 -> 0;
            case LEAKY_RELU, ELU, SIGMOID -> 0.25;
            case HARD_SIGMOID -> 1 / 6.0;
            case SWISH, HARD_SWISH, GELU -> 0.5;
            case SCALED_TANH -> 1.7159 * 2 / 3;
            case NONE, TANH -> 1;
        };
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            float[] x = new float[36];
            float[] y = new float[36];
            float[] dy = new float[36];
            float[] dx = new float[36];
            Arrays.fill(dy, 1);
            compiled.forward(x, 0, y, 0);
            compiled.backward(x, 0, y, 0, dy, 0, dx, 0);
            for (int i = 0; i < 20; i++) {
                assertEquals(expected, dx[i], 1e-6, dialect + " " + kind);
            }
        }
    }

    static Stream<Kernel.Dropout> dropouts() {
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            List<Padding> borders = TwoImages.borders(i);
            return new Kernel.Dropout(
                    new Op.Dropout(shape, i % 2 == 0 ? 0.5 : 0.25),
                    new Layout(shape, borders.get(0)),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void dropsTheSameInBothDialectsAndDirections(Kernel.Dropout kernel) {
        float scale = (float) (1 / (1 - kernel.op().rate()));
        List<double[]> results = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            DropoutKernel compiled = CompiledKernels.compile(DropoutKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                long key = 1234567890123L + image;
                double[] before = dx.read(image);
                compiled.forward(x.array, x.at(image), y.array, y.at(image), key);
                compiled.backward(dy.array, dy.at(image), dx.array, dx.at(image), key);
                double[] kept = y.read(image);
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                for (int i = 0; i < kept.length; i++) {
                    boolean dropped = kept[i] == 0;
                    assertEquals(dropped ? 0 : values[i] * scale, kept[i], 1e-5);
                    before[i] += dropped ? 0 : gradients[i] * scale;
                }
                dx.assertGradient(image, before, 1e-6, dialect + " dx");
                results.add(kept);
            }
            Maps.assertBorderZero(kernel.y(), y.array, y.at(0));
        }
        assertArrayEquals(results.get(0), results.get(2));
        assertArrayEquals(results.get(1), results.get(3));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void dropsTheShareThatWasAskedFor(Dialect dialect) {
        Shape shape = Shape.vector(10_000);
        Kernel kernel = new Kernel.Dropout(new Op.Dropout(shape, 0.3), Layout.of(shape), Layout.of(shape), false);
        DropoutKernel compiled = CompiledKernels.compile(DropoutKernel.class, kernel, dialect);
        float[] x = new float[10_016];
        Arrays.fill(x, 0.7f);
        double first = 0;
        for (long key = 0; key < 20; key++) {
            float[] y = new float[10_016];
            compiled.forward(x, 0, y, 0, key);
            int dropped = 0;
            double sum = 0;
            for (int i = 0; i < 10_000; i++) {
                dropped += y[i] == 0 ? 1 : 0;
                sum += y[i];
            }
            assertEquals(3000, dropped, 200);
            assertEquals(7000, sum, 200);
            assertNotEquals(first, y[0] + 2 * y[1] + 4 * y[2] + 8 * y[3] + key * 1e-3);
            first = y[0] + 2 * y[1] + 4 * y[2] + 8 * y[3] + key * 1e-3;
        }
    }

    static Stream<Kernel.StochasticDepth> depths() {
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            List<Padding> borders = TwoImages.borders(i);
            return new Kernel.StochasticDepth(
                    new Op.StochasticDepth(shape, i % 2 == 0 ? 0.5 : 0.25),
                    new Layout(shape, borders.get(0)),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("depths")
    void dropsWholeImages(Kernel.StochasticDepth kernel) {
        double rate = kernel.op().rate();
        float scale = (float) (1 / (1 - rate));
        for (Dialect dialect : Dialect.values()) {
            DropoutKernel compiled = CompiledKernels.compile(DropoutKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            int dropped = 0;
            for (long number = 0; number < 1_000; number++) {
                long key = number * 0x9E3779B97F4A7C15L;
                int image = (int) (number % 2);
                TwoImages y = TwoImages.random(kernel.y(), 2);
                TwoImages dx = TwoImages.random(kernel.x(), 5);
                double[] expectedGradient = dx.read(image);
                compiled.forward(x.array, x.at(image), y.array, y.at(image), key);
                compiled.backward(dy.array, dy.at(image), dx.array, dx.at(image), key);
                boolean isDropped = y.read(image)[0] == 0;
                dropped += isDropped ? 1 : 0;
                double[] expected = Arrays.stream(x.read(image))
                        .map(value -> isDropped ? 0 : value * scale)
                        .toArray();
                double[] gradients = dy.read(image);
                for (int i = 0; i < gradients.length; i++) {
                    expectedGradient[i] += isDropped ? 0 : gradients[i] * scale;
                }
                y.assertHolds(image, expected, 1e-6, dialect + " y");
                dx.assertGradient(image, expectedGradient, 1e-6, dialect + " dx");
            }
            assertEquals(1_000 * rate, dropped, 60, dialect + " drops");
        }
    }

    static Stream<Kernel.Add> sums() {
        List<ActivationKind> kinds =
                List.of(ActivationKind.NONE, ActivationKind.RELU, ActivationKind.LEAKY_RELU, ActivationKind.TANH);
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            List<Padding> borders = TwoImages.borders(i);
            Layout first = new Layout(shape, borders.get(0));
            List<Layout> x = i % 3 == 0 ? List.of(first, first) : List.of(first, Layout.of(shape), first);
            ActivationKind kind = kinds.get(i % kinds.size());
            Op.Add op = new Op.Add(shape, x.size());
            return new Kernel.Add(op, new ActivationFunction(kind, 0.1), x, new Layout(shape, borders.get(1)), true);
        });
    }

    @ParameterizedTest
    @MethodSource("sums")
    void addsAndActivates(Kernel.Add kernel) {
        for (Dialect dialect : Dialect.values()) {
            JoinKernel compiled = CompiledKernels.compile(JoinKernel.class, kernel, dialect);
            List<TwoImages> x = new ArrayList<>();
            List<TwoImages> dx = new ArrayList<>();
            for (Layout layout : kernel.x()) {
                x.add(TwoImages.random(layout, 10 + x.size()));
                dx.add(TwoImages.random(layout, 20 + dx.size()));
            }
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            for (int image = 1; image >= 0; image--) {
                double[] sum = new double[(int) kernel.y().shape().size()];
                for (int input = 0; input < x.size(); input++) {
                    accumulate(sum, x.get(input).read(image));
                    compiled.forward(input, x.get(input).array, x.get(input).at(image), y.array, y.at(image));
                }
                double[] expected = Arrays.stream(sum)
                        .map(value -> PlainActivation.of(kernel.activation(), value))
                        .toArray();
                y.assertHolds(image, expected, 1e-6, dialect + " y");
                double[] gradient = dy.read(image);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= PlainActivation.derivative(kernel.activation(), sum[i]);
                }
                compiled.backwardActivation(y.array, y.at(image), dy.array, dy.at(image));
                for (int input = 0; input < x.size(); input++) {
                    TwoImages target = dx.get(input);
                    double[] before = target.read(image);
                    compiled.backward(input, dy.array, dy.at(image), target.array, target.at(image));
                    accumulate(before, gradient);
                    target.assertGradient(image, before, 1e-5, dialect + " dx" + input);
                }
            }
            y.assertHolds(1, y.read(1), 0, "border");
        }
    }

    static Stream<Kernel.Concat> concatenations() {
        return Stream.of(List.of(6, 16, 3), List.of(1, 1), List.of(16, 32), List.of(20, 13, 1, 40))
                .flatMap(channels -> Stream.of(0, 1, 2, 3, 5).map(number -> {
                    List<Padding> borders = TwoImages.borders(number);
                    List<Shape> shapes =
                            channels.stream().map(c -> Shape.map(c, 3, 4)).toList();
                    List<Layout> x = IntStream.range(0, shapes.size())
                            .mapToObj(i -> new Layout(shapes.get(i), borders.get(i % 2)))
                            .toList();
                    Shape y = Shape.map(channels.stream().mapToInt(c -> c).sum(), 3, 4);
                    return new Kernel.Concat(new Op.Concat(shapes, y), x, new Layout(y, borders.get(1)), true);
                }));
    }

    @ParameterizedTest
    @MethodSource("concatenations")
    void concatenatesAlongTheChannels(Kernel.Concat kernel) {
        for (Dialect dialect : Dialect.values()) {
            JoinKernel compiled = CompiledKernels.compile(JoinKernel.class, kernel, dialect);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            for (int image = 1; image >= 0; image--) {
                double[] expected = new double[0];
                double[] gradients = dy.read(image);
                for (int input = 0; input < kernel.x().size(); input++) {
                    TwoImages x = TwoImages.random(kernel.x().get(input), 10 + input);
                    TwoImages dx = TwoImages.random(kernel.x().get(input), 20 + input);
                    int from = expected.length;
                    expected = Stream.of(expected, x.read(image))
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                    double[] expectedGradient = dx.read(image);
                    accumulate(expectedGradient, Arrays.copyOfRange(gradients, from, expected.length));
                    compiled.forward(input, x.array, x.at(image), y.array, y.at(image));
                    compiled.backwardActivation(y.array, y.at(image), dy.array, dy.at(image));
                    compiled.backward(input, dy.array, dy.at(image), dx.array, dx.at(image));
                    dx.assertGradient(image, expectedGradient, 1e-6, dialect + " dx" + input);
                }
                y.assertHolds(image, expected, 0, dialect + " y");
            }
        }
    }

    static Stream<Kernel.Pad> pads() {
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            Padding padding = List.of(new Padding(1, 2, 0, 3), new Padding(2, 2, 2, 2), new Padding(0, 0, 1, 0))
                    .get(i % 3);
            Shape y = Shape.map(
                    shape.channels(), shape.height() + padding.vertical(), shape.width() + padding.horizontal());
            List<Padding> borders = TwoImages.borders(i);
            return new Kernel.Pad(
                    new Op.Pad(shape, y, padding),
                    new Layout(shape, borders.get(0)),
                    new Layout(y, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("pads")
    void padsWithZeros(Kernel.Pad kernel) {
        Padding padding = kernel.op().padding();
        Shape in = kernel.op().input();
        Shape out = kernel.op().output();
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.random(kernel.y(), 2);
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] expected = new double[(int) out.size()];
                double[] expectedGradient = dx.read(image);
                for (int at = 0; at < values.length; at++) {
                    int row = at / in.width() % in.height() + padding.top();
                    int column = at % in.width() + padding.left();
                    int channel = at / (in.height() * in.width());
                    int to = (channel * out.height() + row) * out.width() + column;
                    expected[to] = values[at];
                    expectedGradient[at] += gradients[to];
                }
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                y.assertHolds(image, expected, 0, dialect + " y");
                dx.assertGradient(image, expectedGradient, 1e-6, dialect + " dx");
            }
        }
    }

    static Stream<Kernel.IdentityShortcut> shortcuts() {
        return IntStream.range(0, TwoImages.SHAPES.size()).mapToObj(i -> {
            Shape shape = TwoImages.SHAPES.get(i);
            List<Padding> borders = TwoImages.borders(i);
            int channels = List.of(0, 1, shape.channels(), 21).get(i % 4) + shape.channels();
            Op.IdentityShortcut op = Op.IdentityShortcut.of(shape, channels, 1 + i % 3, i % 2 == 0 ? 2 : 1);
            return new Kernel.IdentityShortcut(
                    op, new Layout(shape, borders.get(0)), new Layout(op.output(), borders.get(1)), true);
        });
    }

    @ParameterizedTest
    @MethodSource("shortcuts")
    void takesEveryNthPixelAndAddsChannelsOfZeros(Kernel.IdentityShortcut kernel) {
        Op.IdentityShortcut op = kernel.op();
        Shape in = op.input();
        Shape out = op.output();
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.random(kernel.y(), 2);
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] expected = new double[(int) out.size()];
                double[] expectedGradient = dx.read(image);
                for (int at = 0; at < expected.length; at++) {
                    int channel = at / (out.height() * out.width()) - (out.channels() - in.channels()) / 2;
                    int row = at / out.width() % out.height() * op.strideHeight();
                    int column = at % out.width() * op.strideWidth();
                    if (channel >= 0 && channel < in.channels()) {
                        int from = (channel * in.height() + row) * in.width() + column;
                        expected[at] = values[from];
                        expectedGradient[from] += gradients[at];
                    }
                }
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                y.assertHolds(image, expected, 0, dialect + " y");
                dx.assertGradient(image, expectedGradient, 1e-6, dialect + " dx");
            }
        }
    }

    static Stream<Layout> layouts() {
        return IntStream.range(0, TwoImages.SHAPES.size())
                .mapToObj(i ->
                        new Layout(TwoImages.SHAPES.get(i), TwoImages.borders(i).get(1)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void importsExportsAndFlattensInTheOrderOfChannels(Layout layout) {
        Shape shape = layout.shape();
        int size = (int) shape.size();
        Layout vector = Layout.of(Shape.vector(size));
        for (Dialect dialect : Dialect.values()) {
            ImportKernel in =
                    CompiledKernels.compile(ImportKernel.class, new Kernel.Import(shape, layout, true), dialect);
            ExportKernel out =
                    CompiledKernels.compile(ExportKernel.class, new Kernel.Export(shape, layout, true), dialect);
            MapKernel flatten = CompiledKernels.compile(
                    MapKernel.class,
                    new Kernel.Flatten(new Op.Flatten(shape, vector.shape()), layout, vector, true),
                    dialect);
            double[] values = Maps.random(1, size);
            float[] chw = new float[size + 3];
            System.arraycopy(Maps.floats(values), 0, chw, 3, size);
            TwoImages map = TwoImages.zeros(layout);
            in.forward(chw, 3, map.array, map.at(1), 0, in.parts());
            map.assertHolds(1, values, 0, dialect + " imported");

            float[] back = new float[size + 3];
            out.forward(map.array, map.at(1), back, 3);
            assertArrayEquals(chw, back);
            in.backward(map.array, map.at(1), back, 1);
            assertArrayEquals(Arrays.copyOfRange(chw, 3, size + 3), Arrays.copyOfRange(back, 1, size + 1));
            out.backward(chw, 3, map.array, map.at(1));
            double[] twice = Arrays.stream(values).map(value -> 2 * value).toArray();
            map.assertGradient(1, twice, 0, dialect + " exported gradient");

            TwoImages flat = TwoImages.zeros(vector);
            flatten.forward(map.array, map.at(1), flat.array, flat.at(1));
            flat.assertHolds(1, twice, 0, dialect + " flat");
            flatten.backward(
                    map.array, map.at(1), flat.array, flat.at(1), flat.array, flat.at(1), map.array, map.at(1));
            double[] fourTimes = Arrays.stream(values).map(value -> 4 * value).toArray();
            map.assertGradient(1, fourTimes, 0, dialect + " flat gradient");
        }
    }

    private static void accumulate(double[] sum, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += term[i];
        }
    }
}
