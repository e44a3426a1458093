package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.plan.ConvolutionAlgorithm;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.vector.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated convolutions against the plain formula, on shapes that do not fit the tiles. */
class ConvolutionEmitterTest {

    private static final double TOLERANCE = 1e-5;

    static Stream<Arguments> shapes() {
        List<ConvolutionCase> cases = List.of(
                ConvolutionCase.of(1, 1, 1, 1).kernel(1, 1),
                ConvolutionCase.of(13, 5, 7, 13),
                ConvolutionCase.of(13, 5, 7, 13).yBorder(1, 2, 0, 1),
                ConvolutionCase.of(1, 28, 28, 6).kernel(5, 5).padding(2, 2, 2, 2),
                ConvolutionCase.of(6, 14, 14, 16).kernel(5, 5),
                ConvolutionCase.of(16, 5, 5, 30).kernel(5, 5),
                ConvolutionCase.of(3, 9, 11, 20).padding(1, 1, 1, 1).yBorder(2, 2, 2, 2),
                ConvolutionCase.of(3, 9, 11, 5).padding(1, 1, 1, 1).yBorder(0, 1, 0, 0),
                ConvolutionCase.of(3, 9, 11, 5).padding(1, 1, 1, 1).yBorder(0, 0, 0, 1),
                ConvolutionCase.of(3, 9, 11, 5).padding(1, 1, 1, 1).yBorder(1, 0, 1, 0),
                ConvolutionCase.of(2, 6, 10, 24).kernel(1, 3).padding(0, 1, 0, 1),
                ConvolutionCase.of(2, 10, 6, 7).kernel(5, 2),
                ConvolutionCase.of(4, 8, 9, 17).padding(0, 1, 2, 3),
                ConvolutionCase.of(4, 8, 9, 17).padding(1, 1, 1, 1).widerBorder(2, 1, 3, 2),
                ConvolutionCase.of(2, 3, 3, 3).kernel(2, 2).padding(4, 3, 3, 5),
                ConvolutionCase.of(5, 11, 12, 6).stride(2, 3),
                ConvolutionCase.of(3, 20, 27, 16).kernel(7, 7).stride(4, 4).padding(2, 2, 2, 2),
                ConvolutionCase.of(4, 11, 11, 9).dilation(2, 3).padding(2, 3, 2, 3),
                ConvolutionCase.of(1, 11, 11, 4).dilation(2, 2),
                ConvolutionCase.of(20, 9, 9, 18).dilation(3, 1),
                ConvolutionCase.of(8, 6, 7, 8).groups(8).padding(1, 1, 1, 1),
                ConvolutionCase.of(6, 6, 7, 12).groups(6).padding(1, 1, 1, 1).yBorder(1, 1, 1, 1),
                ConvolutionCase.of(8, 6, 7, 40).groups(2),
                ConvolutionCase.of(8, 6, 7, 80).groups(2).padding(1, 1, 1, 1).yBorder(1, 1, 1, 1),
                ConvolutionCase.of(32, 5, 15, 48).padding(1, 1, 1, 1).yBorder(0, 1, 0, 1),
                ConvolutionCase.of(5, 7, 7, 70).kernel(1, 1),
                ConvolutionCase.of(13, 9, 9, 64).dilation(2, 2),
                ConvolutionCase.of(36, 5, 6, 18).groups(3).stride(2, 2),
                ConvolutionCase.of(64, 3, 4, 64).groups(32).padding(1, 1, 1, 1),
                ConvolutionCase.of(6, 4, 5, 44).kernel(1, 1).withoutBias(),
                ConvolutionCase.of(33, 7, 7, 33).kernel(1, 1).stride(2, 2),
                ConvolutionCase.of(6, 10, 10, 16).kernel(5, 5).connections(lenetTable()),
                ConvolutionCase.of(2, 40, 33, 4).padding(1, 1, 1, 1),
                ConvolutionCase.of(1, 3, 1, 2).kernel(3, 1),
                ConvolutionCase.of(17, 4, 4, 3).padding(1, 1, 1, 1),
                ConvolutionCase.of(40, 12, 60, 19).padding(1, 1, 1, 1).withoutBias(),
                ConvolutionCase.of(32, 5, 7, 24).kernel(1, 1),
                ConvolutionCase.of(16, 5, 7, 16).padding(1, 1, 1, 1),
                ConvolutionCase.of(24, 9, 9, 32)
                        .padding(1, 1, 1, 1)
                        .stride(2, 2)
                        .yBorder(1, 1, 1, 1),
                ConvolutionCase.of(32, 9, 9, 64)
                        .groups(2)
                        .dilation(2, 2)
                        .padding(2, 2, 2, 2)
                        .widerBorder(1, 2, 1, 0),
                ConvolutionCase.of(64, 11, 13, 72)
                        .padding(1, 1, 1, 1)
                        .yBorder(1, 1, 1, 1)
                        .withoutBias(),
                ConvolutionCase.of(72, 12, 12, 64).padding(0, 1, 2, 0).widerBorder(1, 0, 0, 1),
                ConvolutionCase.of(64, 21, 23, 80).padding(1, 1, 1, 1).yBorder(2, 1, 2, 1),
                ConvolutionCase.of(130, 3, 3, 260).padding(1, 1, 1, 1).yBorder(1, 1, 1, 1),
                ConvolutionCase.of(300, 3, 10, 1000).kernel(1, 1).withoutBias(),
                ConvolutionCase.of(3, 2, 3, 2050).kernel(1, 1),
                ConvolutionCase.of(700, 3, 4, 3).padding(1, 1, 1, 1),
                ConvolutionCase.of(16, 5, 21, 16).padding(1, 1, 1, 1).yBorder(1, 1, 1, 1),
                ConvolutionCase.of(16, 6, 19, 12)
                        .kernel(5, 5)
                        .padding(2, 2, 2, 2)
                        .yBorder(2, 3, 2, 2)
                        .widerBorder(1, 0, 2, 1),
                ConvolutionCase.of(16, 7, 18, 20)
                        .kernel(4, 3)
                        .padding(1, 0, 0, 2)
                        .yBorder(2, 2, 3, 0),
                ConvolutionCase.of(16, 7, 18, 20)
                        .kernel(4, 3)
                        .padding(1, 0, 0, 2)
                        .yBorder(1, 2, 3, 0),
                ConvolutionCase.of(16, 9, 9, 9)
                        .padding(1, 1, 1, 1)
                        .yBorder(1, 1, 1, 1)
                        .withoutBias(),
                ConvolutionCase.of(11, 6, 24, 24).kernel(2, 3).yBorder(1, 2, 1, 2),
                ConvolutionCase.of(24, 6, 13, 30).groups(3).padding(1, 1, 1, 1),
                ConvolutionCase.of(7, 9, 30, 16).kernel(3, 7).padding(1, 3, 1, 3));
        List<Arguments> arguments = new ArrayList<>();
        for (ConvolutionCase shape : cases) {
            for (Dialect dialect : Dialect.values()) {
                arguments.add(Arguments.of(dialect, shape));
            }
        }
        return arguments.stream();
    }

    /** LeNet-5's table (LeCun et al. 1998, table I), by filter. */
    private static List<List<Integer>> lenetTable() {
        return List.of(
                List.of(0, 1, 2),
                List.of(1, 2, 3),
                List.of(2, 3, 4),
                List.of(3, 4, 5),
                List.of(0, 4, 5),
                List.of(0, 1, 5),
                List.of(0, 1, 2, 3),
                List.of(1, 2, 3, 4),
                List.of(2, 3, 4, 5),
                List.of(0, 3, 4, 5),
                List.of(0, 1, 4, 5),
                List.of(0, 1, 2, 5),
                List.of(0, 1, 3, 4),
                List.of(1, 2, 4, 5),
                List.of(0, 2, 3, 5),
                List.of(0, 1, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithTheFormula(Dialect dialect, ConvolutionCase shape) {
        check(dialect, shape);
    }

    @ParameterizedTest
    @EnumSource(ActivationKind.class)
    void appliesTheActivation(ActivationKind kind) {
        ActivationFunction function = new ActivationFunction(kind, 0.3);
        for (Dialect dialect : Dialect.values()) {
            check(dialect, ConvolutionCase.of(3, 7, 7, 5).activation(function).yBorder(1, 1, 1, 1));
            check(dialect, ConvolutionCase.of(3, 7, 7, 20).activation(function));
            check(dialect, ConvolutionCase.of(32, 7, 7, 24).activation(function).yBorder(1, 1, 1, 1));
            check(
                    dialect,
                    ConvolutionCase.of(64, 12, 12, 64).activation(function).padding(1, 1, 1, 1));
        }
    }

    @Test
    void inferenceOnlyKernelRefusesBackward() {
        ConvolutionKernel kernel = CompiledKernels.compile(
                ConvolutionKernel.class, ConvolutionCase.of(1, 4, 4, 2).toKernel(false), Dialect.SCALAR);
        float[] none = new float[0];
        assertThrows(UnsupportedOperationException.class, () -> kernel.backwardInput(none, 0, none, none, 0, none));
    }

    static void check(Dialect dialect, ConvolutionCase shape) {
        Kernel.Convolution plan = shape.toKernel(shape.activation().kind().hasDerivativeFromOutput());
        check(CompiledKernels.compile(ConvolutionKernel.class, plan, dialect), shape);
        if (dialect == Dialect.VECTOR
                && Lanes.are512Bits()
                && KernelEmitters.has512(new KernelClass("Tested", "tested", plan, 1))) {
            check(CompiledKernels.compile512(ConvolutionKernel.class, plan), shape);
        }
    }

    /** Compares a kernel, compiled from whatever plan, with the formula, in both directions. */
    static void check(ConvolutionKernel kernel, ConvolutionCase shape) {
        boolean backward = shape.activation().kind().hasDerivativeFromOutput();
        Kernel.Convolution plan = shape.toKernel(backward);
        PlainConvolution plain = new PlainConvolution(shape.op(), shape.activation());
        Op.Convolution op = shape.op();
        int weights = op.output().channels()
                * (op.input().channels() / op.groups())
                * op.window().height()
                * op.window().width();
        double[] x = Maps.random(1, op.input().size());
        double[] w = Maps.random(2, weights);
        double[] b = Maps.random(3, op.output().channels());

        float[] y = forward(kernel, plan, x, w, b);
        double[] expected = plain.forward(x, w, b);
        double tolerance = tolerance(plan, plain.linear(x, w, b), expected);
        Maps.assertClose(expected, Maps.read(plan.y(), y, plan.y().imagePitch()), tolerance, "y");
        Maps.assertBorderZero(plan.y(), y, plan.y().imagePitch());
        if (backward) {
            checkBackward(kernel, plan, plain, x, w, b, y, tolerance);
        }
    }

    /** F(4x4) is as exact as the largest sum allows, of which a bounded activation leaves less; direct sums are exact each. */
    private static double tolerance(Kernel.Convolution plan, double[] sums, double[] results) {
        return plan.algorithm() == ConvolutionAlgorithm.WINOGRAD_4X4
                ? TOLERANCE * Math.max(1, largest(sums) / largest(results))
                : TOLERANCE;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    /** Image 1 of 2, whole, and again in parts from last to first, which must give the same bits. */
    private static float[] forward(
            ConvolutionKernel kernel, Kernel.Convolution plan, double[] x, double[] w, double[] b) {
        float[] xs = Maps.empty(plan.x(), 2);
        int xAt = plan.x().imagePitch();
        Maps.write(plan.x(), x, xs, xAt);
        float[] packed = new float[kernel.packedWeights()];
        float[] packedBias = new float[kernel.packedBias()];
        kernel.packWeights(Maps.floats(w), packed);
        if (plan.op().bias()) {
            kernel.packBias(Maps.floats(b), packedBias);
        }

        int yAt = plan.y().imagePitch();
        float[] whole = Maps.empty(plan.y(), 2);
        kernel.forward(xs, xAt, packed, packedBias, whole, yAt, 0, kernel.rows(), scratch(kernel));
        float[] parts = Maps.empty(plan.y(), 2);
        for (int row = kernel.rows() - 1; row >= 0; row--) {
            kernel.forward(xs, xAt, packed, packedBias, parts, yAt, row, row + 1, scratch(kernel));
        }
        assertArrayEquals(Maps.read(plan.y(), whole, yAt), Maps.read(plan.y(), parts, yAt));
        assertArrayEquals(
                Arrays.copyOf(Maps.empty(plan.y(), 2), yAt),
                Arrays.copyOf(whole, yAt),
                "the image before is untouched");
        return whole;
    }

    private static void checkBackward(
            ConvolutionKernel kernel,
            Kernel.Convolution plan,
            PlainConvolution plain,
            double[] x,
            double[] w,
            double[] b,
            float[] y,
            double tolerance) {
        Layout xLayout = plan.x();
        int xAt = xLayout.imagePitch();
        int yAt = plan.y().imagePitch();
        double[] dy = Maps.random(4, plan.op().output().size());
        float[] dys = Maps.empty(plan.y(), 2);
        Arrays.fill(dys, 3f); // a border holds what readers of y have added to it
        Maps.write(plan.y(), dy, dys, yAt);

        kernel.backwardActivation(y, yAt, dys, yAt);
        double[] linear = plain.linear(x, w, b);
        double[] inner = new double[dy.length];
        for (int at = 0; at < dy.length; at++) {
            inner[at] = dy[at] * PlainActivation.derivative(plan.activation(), linear[at]);
        }
        Maps.assertClose(inner, Maps.read(plan.y(), dys, yAt), tolerance, "dy before the activation");

        float[] xs = Maps.empty(xLayout, 2);
        Maps.write(xLayout, x, xs, xAt);
        float[] packedGradient = new float[kernel.packedWeightGradient()];
        float[] packedBiasGradient = new float[kernel.packedBias()];
        kernel.backwardWeights(xs, xAt, dys, yAt, packedGradient, packedBiasGradient, scratch(kernel));
        kernel.backwardWeights(xs, xAt, dys, yAt, packedGradient, packedBiasGradient, scratch(kernel));
        float[] dw = new float[w.length];
        kernel.unpackWeightGradient(packedGradient, dw);
        Maps.assertClose(twice(plain.weightGradient(x, inner)), Maps.doubles(dw), tolerance, "dw");
        if (plan.op().bias()) {
            float[] db = new float[b.length];
            kernel.unpackBiasGradient(packedBiasGradient, db);
            Maps.assertClose(twice(plain.biasGradient(inner)), Maps.doubles(db), tolerance, "db");
        }

        float[] packed = new float[kernel.packedForInputGradient()];
        kernel.packForInputGradient(Maps.floats(w), packed);
        float[] dxs = Maps.empty(xLayout, 2);
        kernel.backwardInput(dys, yAt, packed, dxs, xAt, scratch(kernel));
        kernel.backwardInput(dys, yAt, packed, dxs, xAt, scratch(kernel));
        Maps.assertClose(twice(plain.inputGradient(w, inner)), Maps.read(xLayout, dxs, xAt), tolerance, "dx");
    }

    /** Memory that holds anything. */
    private static float[] scratch(ConvolutionKernel kernel) {
        float[] scratch = new float[kernel.scratch(1)];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    private static double[] twice(double[] values) {
        return Arrays.stream(values).map(value -> 2 * value).toArray();
    }
}
