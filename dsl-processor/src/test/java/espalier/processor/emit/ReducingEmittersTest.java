package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.BatchNormKernel;
import espalier.runtime.kernel.MapKernel;
import espalier.runtime.kernel.RbfKernel;
import espalier.runtime.kernel.SubsampleKernel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that sum over pixels, windows or vectors. */
class ReducingEmittersTest {

    static Stream<Kernel.BatchNorm> batchNorms() {
        List<Shape> shapes = Stream.concat(
                        TwoImages.SHAPES.stream(), Stream.of(Shape.vector(120), Shape.map(16, 9, 11)))
                .toList();
        List<ActivationKind> kinds = List.of(
                ActivationKind.NONE,
                ActivationKind.RELU,
                ActivationKind.TANH,
                ActivationKind.LEAKY_RELU,
                ActivationKind.RELU6,
                ActivationKind.HARD_SIGMOID);
        // Several pixels fill four vectors, one does, or neither.
        Stream<Kernel.BatchNorm> inFours = Stream.of(
                        Shape.map(16, 3, 8), Shape.map(32, 3, 6), Shape.map(64, 2, 3), Shape.map(80, 2, 2))
                .flatMap(shape -> kinds.stream().map(kind -> batchNorm(shape, kind, TwoImages.borders(1))));
        Stream<Kernel.BatchNorm> others = IntStream.range(0, shapes.size()).mapToObj(i -> {
            Shape shape = shapes.get(i);
            List<Padding> borders = shape.isVector() ? List.of(Padding.NONE, Padding.NONE) : TwoImages.borders(i);
            return batchNorm(shape, kinds.get(i % kinds.size()), borders);
        });
        return Stream.concat(inFours, others);
    }

    private static Kernel.BatchNorm batchNorm(Shape shape, ActivationKind kind, List<Padding> borders) {
        return new Kernel.BatchNorm(
                new Op.BatchNorm(shape, 0.9, 1e-5),
                new ActivationFunction(kind, 0.2),
                new Layout(shape, borders.get(0)),
                new Layout(shape, borders.get(1)),
                true);
    }

    @ParameterizedTest
    @MethodSource("batchNorms")
    void normalises(Kernel.BatchNorm kernel) {
        Shape shape = kernel.op().output();
        int channels = shape.channels();
        int pixels = shape.height() * shape.width();
        for (Dialect dialect : Dialect.values()) {
            BatchNormKernel compiled = CompiledKernels.compile(BatchNormKernel.class, kernel, dialect);
            assertEquals(channels, compiled.channels());
            assertEquals(pixels, compiled.valuesPerChannel());
            int padded = compiled.paddedChannels();
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            float[] mean = channelValues(10, padded);
            float[] inverse = channelValues(11, padded);
            float[] a = channelValues(12, padded);
            float[] b = channelValues(13, padded);
            float[] d = channelValues(14, padded);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] output = new double[values.length];
                double[] sums = new double[channels];
                double[] squares = new double[channels];
                double[] scaleSums = new double[channels];
                double[] shiftSums = new double[channels];
                double[] gradients = dy.read(image);
                double[] expected = dx.read(image);
                for (int at = 0; at < values.length; at++) {
                    int c = at / pixels;
                    double normalised = values[at] * a[c] + b[c];
                    output[at] = PlainActivation.of(kernel.activation(), normalised);
                    gradients[at] *= PlainActivation.derivative(kernel.activation(), normalised);
                    sums[c] += values[at];
                    squares[c] += (values[at] - mean[c]) * (values[at] - mean[c]);
                    scaleSums[c] += gradients[at] * (values[at] - mean[c]) * inverse[c];
                    shiftSums[c] += gradients[at];
                    expected[at] += gradients[at] * a[c] + values[at] * b[c] + d[c];
                }
                float[] first = new float[2 * padded];
                float[] second = new float[2 * padded];
                compiled.sum(x.array, x.at(image), first, padded);
                assertChannels(sums, first, padded, dialect + " sum");
                float[] means = new float[2 * padded];
                System.arraycopy(mean, 0, means, padded, padded);
                compiled.sumOfSquares(x.array, x.at(image), means, first, padded);
                assertChannels(squares, first, padded, dialect + " sum of squares");
                compiled.forward(x.array, x.at(image), a, b, y.array, y.at(image));
                y.assertHolds(image, output, 1e-5, dialect + " y");
                compiled.backwardActivation(y.array, y.at(image), dy.array, dy.at(image));
                compiled.backwardSums(
                        x.array, x.at(image), mean, inverse, a, b, dy.array, dy.at(image), first, second, padded);
                assertChannels(scaleSums, first, padded, dialect + " dScale");
                assertChannels(shiftSums, second, padded, dialect + " dShift");
                compiled.backward(x.array, x.at(image), a, b, dy.array, dy.at(image), a, b, d, dx.array, dx.at(image));
                dx.assertGradient(image, expected, 1e-5, dialect + " dx");
            }
            y.assertHolds(1, y.read(1), 0, "border");
        }
    }

    static Stream<Kernel.Lrn> responseNormalisations() {
        List<Shape> shapes = Stream.concat(
                        TwoImages.SHAPES.stream(), Stream.of(Shape.map(64, 2, 3), Shape.map(50, 3, 2)))
                .toList();
        double[] betas = {0.75, 0.5, 1, 0.6, 0};
        int[] sizes = {5, 3, 1, 9, 41, Integer.MAX_VALUE};
        return IntStream.range(0, 2 * shapes.size()).mapToObj(i -> {
            Shape shape = shapes.get(i % shapes.size());
            List<Padding> borders = TwoImages.borders(i);
            double beta = i < shapes.size() ? 0.75 : betas[i % betas.length];
            int size = sizes[i % sizes.length];
            double alpha = size == Integer.MAX_VALUE ? 1e8 : 1.5;
            return new Kernel.Lrn(
                    new Op.Lrn(shape, size, alpha, beta, 0.7),
                    new Layout(shape, borders.get(0)),
                    new Layout(shape, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("responseNormalisations")
    void normalisesAcrossChannels(Kernel.Lrn kernel) {
        Op.Lrn op = kernel.op();
        int pixels = op.output().height() * op.output().width();
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] bases = new double[values.length];
                double[] expected = new double[values.length];
                double[] expectedGradient = dx.read(image);
                for (int i = 0; i < values.length; i++) {
                    bases[i] = op.k();
                    for (int n = i % pixels; n < values.length; n += pixels) {
                        if (Math.abs(n - i) / pixels <= op.size() / 2) {
                            bases[i] += op.alpha() / op.size() * values[n] * values[n];
                        }
                    }
                    expected[i] = values[i] * Math.pow(bases[i], -op.beta());
                }
                for (int i = 0; i < values.length; i++) {
                    expectedGradient[i] += gradients[i] * Math.pow(bases[i], -op.beta());
                    for (int n = i % pixels; n < values.length; n += pixels) {
                        if (Math.abs(n - i) / pixels <= op.size() / 2) {
                            double slope = 2 * op.alpha() / op.size() * op.beta() * values[i];
                            expectedGradient[i] -= slope * gradients[n] * expected[n] / bases[n];
                        }
                    }
                }
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                y.assertHolds(image, expected, 1e-6, dialect + " y");
                dx.assertGradient(image, expectedGradient, 1e-5, dialect + " dx");
            }
            y.assertHolds(1, y.read(1), 0, "border");
        }
    }

    static Stream<Kernel.Subsample> subsamplings() {
        List<Shape> shapes = List.of(
                Shape.map(6, 8, 6), Shape.map(16, 5, 5), Shape.map(1, 2, 2), Shape.map(13, 4, 7), Shape.map(20, 8, 8));
        return IntStream.range(0, shapes.size()).mapToObj(i -> {
            Shape x = shapes.get(i);
            int height = i == 4 ? 4 : 2;
            int width = i == 3 ? 3 : 2;
            Shape y = Shape.map(x.channels(), x.height() / height, x.width() / width);
            List<Padding> borders = TwoImages.borders(i + 1);
            ActivationKind kind = i % 2 == 0 ? ActivationKind.SCALED_TANH : ActivationKind.SIGMOID;
            return new Kernel.Subsample(
                    new Op.Subsample(x, y, height, width),
                    new ActivationFunction(kind, 0),
                    new Layout(x, borders.get(0)),
                    new Layout(y, borders.get(1)),
                    true);
        });
    }

    @ParameterizedTest
    @MethodSource("subsamplings")
    void subsamples(Kernel.Subsample kernel) {
        Op.Subsample op = kernel.op();
        Shape in = op.input();
        Shape out = op.output();
        for (Dialect dialect : Dialect.values()) {
            SubsampleKernel compiled = CompiledKernels.compile(SubsampleKernel.class, kernel, dialect);
            assertEquals(in.channels(), compiled.channels());
            int padded = compiled.paddedChannels();
            float[] w = channelValues(10, padded);
            float[] b = channelValues(11, padded);
            TwoImages x = TwoImages.random(kernel.x(), 1);
            TwoImages y = TwoImages.zeros(kernel.y());
            TwoImages dy = TwoImages.gradient(kernel.y(), 3);
            TwoImages dx = TwoImages.random(kernel.x(), 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] output = new double[(int) out.size()];
                double[] expected = dx.read(image);
                double[] expectedW = new double[in.channels()];
                double[] expectedB = new double[in.channels()];
                for (int at = 0; at < output.length; at++) {
                    int c = at / (out.height() * out.width());
                    int[] cells = cells(op, at);
                    double sum = Arrays.stream(cells)
                            .mapToDouble(cell -> values[cell])
                            .sum();
                    double before = w[c] * sum + b[c];
                    output[at] = PlainActivation.of(kernel.activation(), before);
                    double gradient = gradients[at] * PlainActivation.derivative(kernel.activation(), before);
                    expectedW[c] += gradient * sum;
                    expectedB[c] += gradient;
                    for (int cell : cells) {
                        expected[cell] += gradient * w[c];
                    }
                }
                compiled.forward(x.array, x.at(image), w, b, y.array, y.at(image));
                y.assertHolds(image, output, 1e-6, dialect + " y");
                compiled.backwardActivation(y.array, y.at(image), dy.array, dy.at(image));
                float[] dw = new float[padded];
                float[] db = new float[padded];
                compiled.backwardWeights(x.array, x.at(image), dy.array, dy.at(image), dw, db);
                assertChannels(expectedW, dw, 0, dialect + " dw");
                assertChannels(expectedB, db, 0, dialect + " db");
                compiled.backwardInput(dy.array, dy.at(image), w, dx.array, dx.at(image));
                dx.assertGradient(image, expected, 1e-5, dialect + " dx");
            }
            y.assertHolds(1, y.read(1), 0, "border");
        }
    }

    private static int[] cells(Op.Subsample op, int at) {
        Shape in = op.input();
        Shape out = op.output();
        int row = at / out.width() % out.height() * op.windowHeight();
        int column = at % out.width() * op.windowWidth();
        int channel = at / (out.height() * out.width());
        return IntStream.range(0, op.windowHeight() * op.windowWidth())
                .map(cell -> (channel * in.height() + row + cell / op.windowWidth()) * in.width()
                        + column
                        + cell % op.windowWidth())
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 16, 31, 100, 1000})
    void softmaxOfAnyLength(int n) {
        Layout layout = Layout.of(Shape.vector(n));
        Kernel kernel = new Kernel.Softmax(new Op.Softmax(layout.shape()), layout, layout, true);
        for (Dialect dialect : Dialect.values()) {
            MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
            TwoImages x = TwoImages.random(layout, 1);
            TwoImages y = TwoImages.zeros(layout);
            TwoImages dy = TwoImages.gradient(layout, 3);
            TwoImages dx = TwoImages.random(layout, 5);
            for (int image = 1; image >= 0; image--) {
                double[] probabilities =
                        Arrays.stream(x.read(image)).map(Math::exp).toArray();
                double sum = Arrays.stream(probabilities).sum();
                double[] gradients = dy.read(image);
                double[] expected = dx.read(image);
                double mean = 0;
                for (int i = 0; i < n; i++) {
                    probabilities[i] /= sum;
                    mean += probabilities[i] * gradients[i];
                }
                for (int i = 0; i < n; i++) {
                    expected[i] += probabilities[i] * (gradients[i] - mean);
                }
                compiled.forward(x.array, x.at(image), y.array, y.at(image));
                compiled.backward(
                        x.array, x.at(image), y.array, y.at(image), dy.array, dy.at(image), dx.array, dx.at(image));
                y.assertHolds(image, probabilities, 2e-6, dialect + " y");
                dx.assertGradient(image, expected, 1e-6, dialect + " dx");
            }
            y.assertHolds(1, y.read(1), 0, "the other image");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void softmaxDoesNotOverflow(Dialect dialect) {
        Layout layout = Layout.of(Shape.vector(20));
        Kernel kernel = new Kernel.Softmax(new Op.Softmax(layout.shape()), layout, layout, false);
        MapKernel compiled = CompiledKernels.compile(MapKernel.class, kernel, dialect);
        float[] x = new float[layout.imagePitch()];
        float[] y = new float[layout.imagePitch()];
        Arrays.fill(x, 1000);
        x[3] = -1000;
        compiled.forward(x, 0, y, 0);
        assertEquals(0, y[3]);
        assertEquals(1 / 19.0, y[19], 1e-7);
        x[5] = Float.NaN;
        compiled.forward(x, 0, y, 0);
        assertTrue(Float.isNaN(y[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 84, 96})
    void distancesToPrototypes(int in) {
        int units = 5;
        Layout xLayout = Layout.of(Shape.vector(in));
        Layout yLayout = Layout.of(Shape.vector(units));
        Op.Rbf op =
                new Op.Rbf(xLayout.shape(), yLayout.shape(), Collections.nCopies(units, Collections.nCopies(in, 1)));
        for (Dialect dialect : Dialect.values()) {
            RbfKernel compiled =
                    CompiledKernels.compile(RbfKernel.class, new Kernel.Rbf(op, xLayout, yLayout, true), dialect);
            double[] w = Maps.random(7, (long) units * in);
            TwoImages x = TwoImages.random(xLayout, 1);
            TwoImages y = TwoImages.zeros(yLayout);
            TwoImages dy = TwoImages.gradient(yLayout, 3);
            TwoImages dx = TwoImages.random(xLayout, 5);
            for (int image = 1; image >= 0; image--) {
                double[] values = x.read(image);
                double[] gradients = dy.read(image);
                double[] distances = new double[units];
                double[] expected = dx.read(image);
                for (int at = 0; at < w.length; at++) {
                    double difference = values[at % in] - w[at];
                    distances[at / in] += difference * difference;
                    expected[at % in] += 2 * gradients[at / in] * difference;
                }
                float[] weights = Maps.floats(w);
                compiled.forward(x.array, x.at(image), weights, y.array, y.at(image));
                compiled.backward(x.array, x.at(image), weights, dy.array, dy.at(image), dx.array, dx.at(image));
                y.assertHolds(image, distances, 1e-6, dialect + " y");
                dx.assertGradient(image, expected, 1e-6, dialect + " dx");
            }
            y.assertHolds(1, y.read(1), 0, "the other image");
        }
    }

    /** A value a channel, and any values beyond. */
    private static float[] channelValues(long seed, int padded) {
        return Maps.floats(Maps.random(seed, padded));
    }

    private static void assertChannels(double[] expected, float[] actual, int at, String what) {
        double[] values = new double[expected.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = actual[at + c];
        }
        Maps.assertClose(expected, values, 1e-5, what);
    }
}
