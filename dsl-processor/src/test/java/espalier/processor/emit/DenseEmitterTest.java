package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.DenseKernel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated fully connected layers against the plain formula, with sizes that do not fit the tiles. */
class DenseEmitterTest {

    private static final double TOLERANCE = 1e-5;

    static Stream<Arguments> sizes() {
        int[][] sizes = {
            {1, 1, 1}, {2, 3, 4}, {15, 13, 5}, {16, 4, 3}, {17, 5, 7}, {84, 10, 9}, {120, 84, 2}, {43, 37, 11}
        };
        return Arrays.stream(sizes)
                .flatMap(size -> Arrays.stream(Dialect.values())
                        .map(dialect -> Arguments.of(dialect, size[0], size[1], size[2])));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWithTheFormula(Dialect dialect, int in, int units, int images) {
        check(dialect, in, units, images, true, ActivationFunction.NONE);
    }

    @ParameterizedTest
    @EnumSource(ActivationKind.class)
    void appliesTheActivation(ActivationKind kind) {
        for (Dialect dialect : Dialect.values()) {
            check(dialect, 20, 18, 4, false, new ActivationFunction(kind, 0.3));
        }
    }

    private static void check(
            Dialect dialect, int in, int units, int images, boolean bias, ActivationFunction activation) {
        boolean backward = activation.kind().hasDerivativeFromOutput();
        Shape input = Shape.vector(in);
        Shape output = Shape.vector(units);
        Layout x = Layout.of(input);
        Layout y = Layout.of(output);
        Kernel.Dense plan = new Kernel.Dense(new Op.Dense(input, output, bias), activation, x, y, backward);
        DenseKernel kernel = CompiledKernels.compile(DenseKernel.class, plan, dialect);

        double[] weights = Maps.random(1, (long) in * units);
        double[] biases = Maps.random(2, units);
        double[][] inputs = new double[images][];
        float[] xs = Maps.empty(x, images);
        for (int n = 0; n < images; n++) {
            inputs[n] = Maps.random(3 + n, in);
            Maps.write(x, inputs[n], xs, n * x.imagePitch());
        }
        float[] w = Maps.floats(weights);
        float[] b = Maps.floats(biases);
        if (kernel.packedWeights() > 0) {
            float[] packed = new float[kernel.packedWeights()];
            kernel.packWeights(w, packed);
            w = packed;
            b = Arrays.copyOf(bias ? b : new float[0], kernel.packedBias());
        }

        float[] ys = Maps.empty(y, images);
        kernel.forward(xs, w, b, ys, images, 0, kernel.units(), new float[kernel.scratch()], 0);
        float[] divided = Maps.empty(y, images);
        int third = units / 3;
        kernel.forward(xs, w, b, divided, images, third, units, new float[kernel.scratch() + 3], 3);
        kernel.forward(xs, w, b, divided, images, 0, third, new float[kernel.scratch()], 0);
        assertArrayEquals(ys, divided, "division by units");

        double[][] linear = new double[images][units];
        for (int n = 0; n < images; n++) {
            double[] expected = new double[units];
            for (int o = 0; o < units; o++) {
                linear[n][o] = bias ? biases[o] : 0;
                for (int t = 0; t < in; t++) {
                    linear[n][o] += weights[o * in + t] * inputs[n][t];
                }
                expected[o] = PlainActivation.of(activation, linear[n][o]);
            }
            Maps.assertClose(expected, Maps.read(y, ys, n * y.imagePitch()), TOLERANCE, "y of image " + n);
        }
        if (backward) {
            checkBackward(kernel, plan, inputs, xs, weights, linear, ys);
        }
    }

    private static void checkBackward(
            DenseKernel kernel,
            Kernel.Dense plan,
            double[][] inputs,
            float[] xs,
            double[] weights,
            double[][] linear,
            float[] ys) {
        int in = plan.x().shape().channels();
        int units = plan.y().shape().channels();
        int images = inputs.length;
        double[][] inner = new double[images][units];
        float[] dys = Maps.empty(plan.y(), images);
        for (int n = 0; n < images; n++) {
            double[] dy = Maps.random(100 + n, units);
            Maps.write(plan.y(), dy, dys, n * plan.y().imagePitch());
            for (int o = 0; o < units; o++) {
                inner[n][o] = dy[o] * PlainActivation.derivative(plan.activation(), linear[n][o]);
            }
        }
        kernel.backwardActivation(ys, dys, images);

        float[] dw = Maps.floats(Maps.random(5, (long) in * units));
        float[] db = Maps.floats(Maps.random(6, units));
        double[] expectedWeights = Maps.random(5, (long) in * units);
        double[] expectedBiases = Maps.random(6, units);
        float[] dividedWeights = dw.clone();
        kernel.backwardWeights(xs, dys, images, dw, db, 0, units);
        kernel.backwardWeights(xs, dys, images, dividedWeights, db.clone(), units / 2, units);
        kernel.backwardWeights(xs, dys, images, dividedWeights, db.clone(), 0, units / 2);
        assertArrayEquals(dw, dividedWeights, "division by units");
        float[] dxs = Maps.empty(plan.x(), images);
        float[] dividedInputs = Maps.empty(plan.x(), images);
        kernel.backwardInput(dys, Maps.floats(weights), dxs, 0, images);
        kernel.backwardInput(dys, Maps.floats(weights), dividedInputs, images / 2, images);
        kernel.backwardInput(dys, Maps.floats(weights), dividedInputs, 0, images / 2);
        assertArrayEquals(dxs, dividedInputs, "division by images");

        for (int n = 0; n < images; n++) {
            double[] dx = new double[in];
            for (int o = 0; o < units; o++) {
                expectedBiases[o] += inner[n][o];
                for (int t = 0; t < in; t++) {
                    expectedWeights[o * in + t] += inner[n][o] * inputs[n][t];
                    dx[t] += inner[n][o] * weights[o * in + t];
                }
            }
            Maps.assertClose(dx, Maps.read(plan.x(), dxs, n * plan.x().imagePitch()), TOLERANCE, "dx of image " + n);
        }
        Maps.assertClose(expectedWeights, Maps.doubles(dw), TOLERANCE, "dw");
        if (plan.op().bias()) {
            Maps.assertClose(expectedBiases, Maps.doubles(db), TOLERANCE, "db");
        }
    }
}
