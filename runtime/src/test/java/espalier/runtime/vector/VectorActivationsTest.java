package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorActivationsTest {

    private static final int AT = 3;

    private static final int MOST = 3 * Lanes.FLOATS.length();

    private static final float[] EXTREMES = {
        Float.NaN, Float.POSITIVE_INFINITY, -50, Float.NEGATIVE_INFINITY, -0f, 50, Float.MIN_VALUE, -1e30f
    };

    @FunctionalInterface
    interface Loop {
        void apply(float[] y, int at, int count);
    }

    static Stream<Arguments> loops() {
        return Stream.of(
                loop("tanh", VectorActivations::tanh, VectorMath::tanh),
                loop("scaledTanh", VectorActivations::scaledTanh, VectorMath::scaledTanh),
                loop("sigmoid", VectorActivations::sigmoid, VectorMath::sigmoid),
                loop("swish", VectorActivations::swish, VectorMath::swish),
                loop("hardSigmoid", VectorActivations::hardSigmoid, VectorMath::hardSigmoid),
                loop("hardSwish", VectorActivations::hardSwish, VectorMath::hardSwish),
                loop("gelu", VectorActivations::gelu, VectorMath::gelu),
                loop("elu", (y, at, count) -> VectorActivations.elu(y, at, count, 0.7f), x -> VectorMath.elu(x, 0.7f)));
    }

    private static Arguments loop(String name, Loop loop, UnaryOperator<FloatVector> function) {
        return Arguments.of(name, loop, function);
    }

    /** To the bit, wherever a value stands; what stands before and behind is left alone. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void eachValueIsThatOfTheFunction(String name, Loop loop, UnaryOperator<FloatVector> function) {
        for (int count = 0; count <= MOST; count++) {
            float[] y = new float[AT + MOST + AT];
            for (int i = 0; i < y.length; i++) {
                y[i] = i % 7 == 5 ? EXTREMES[i / 7 % EXTREMES.length] : 0.37f * (i - 20);
            }
            float[] expected = y.clone();
            for (int i = AT; i < AT + count; i++) {
                expected[i] = function.apply(FloatVector.broadcast(Lanes.FLOATS, y[i]))
                        .lane(0);
            }
            loop.apply(y, AT, count);
            assertArrayEquals(expected, y, "of " + count + " values");
        }
    }
}
