package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.runtime.kernel.ConvolutionKernel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated depthwise convolutions against the plain formula, on shapes that do not fit the tiles. */
class DepthwiseEmitterTest {

    private static ConvolutionCase of(int channels, int height, int width) {
        return ConvolutionCase.of(channels, height, width, channels).groups(channels);
    }

    static Stream<Arguments> shapes() {
        List<ConvolutionCase> cases = List.of(
                of(2, 1, 1).kernel(1, 1),
                of(3, 5, 7),
                of(3, 5, 7).yBorder(1, 2, 0, 1),
                of(5, 6, 6).padding(1, 1, 1, 1).yBorder(1, 0, 1, 0),
                of(5, 6, 6).padding(1, 1, 1, 1).yBorder(0, 1, 0, 0),
                of(13, 5, 7).padding(1, 1, 1, 1),
                of(13, 5, 7).padding(1, 1, 1, 1).yBorder(2, 2, 2, 2),
                of(16, 7, 7).padding(1, 1, 1, 1).withoutBias(),
                of(16, 8, 13).stride(2, 2).padding(1, 1, 1, 1),
                of(17, 9, 9).stride(2, 2).yBorder(1, 1, 1, 1),
                of(20, 11, 12).stride(2, 3).padding(0, 1, 2, 3),
                of(32, 9, 11).kernel(5, 5).padding(2, 2, 2, 2),
                of(33, 9, 11).kernel(5, 5).stride(2, 2).padding(2, 2, 2, 2).widerBorder(1, 0, 2, 3),
                of(6, 12, 16).kernel(7, 7).padding(3, 3, 3, 3),
                of(4, 8, 30).kernel(1, 16).padding(0, 8, 0, 8),
                of(4, 12, 3).kernel(9, 1),
                of(21, 11, 11).dilation(2, 3).padding(2, 3, 2, 3),
                of(48, 4, 28).padding(1, 1, 1, 1),
                of(7, 3, 3).kernel(2, 2).padding(4, 3, 3, 5));
        return cases.stream()
                .flatMap(shape -> Stream.of(Dialect.values()).map(dialect -> Arguments.of(dialect, shape)));
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
            check(dialect, of(5, 7, 7).activation(function).yBorder(1, 1, 1, 1));
            check(dialect, of(5, 7, 7).activation(function).yBorder(1, 0, 1, 0));
            check(dialect, of(20, 7, 7).activation(function));
        }
    }

    private static void check(Dialect dialect, ConvolutionCase shape) {
        Kernel.Convolution plan = shape.toKernel(shape.activation().kind().hasDerivativeFromOutput());
        Kernel kernel = new Kernel.Depthwise(plan.op(), plan.activation(), plan.x(), plan.y(), plan.backward());
        ConvolutionEmitterTest.check(CompiledKernels.compile(ConvolutionKernel.class, kernel, dialect), shape);
    }
}
