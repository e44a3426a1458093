package espalier.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScalarMathTest {

    private interface FloatFunction {
        float at(float x);
    }

    @Test
    void tanhIsAccurateOverAllMagnitudes() {
        assertRelative(ScalarMath::tanh, StrictMath::tanh, 5e-7);
    }

    @Test
    void erfIsAccurateOverAllMagnitudes() {
        assertRelative(ScalarMath::erf, ReferenceFunctions::erf, 6e-7);
    }

    @Test
    void saturatesAndKeepsZeroSignsAndNaN() {
        for (FloatFunction f : new FloatFunction[] {ScalarMath::tanh, ScalarMath::erf}) {
            assertEquals(1f, f.at(Float.POSITIVE_INFINITY));
            assertEquals(-1f, f.at(Float.NEGATIVE_INFINITY));
            assertEquals(1f, f.at(9f));
            assertEquals(0f, f.at(0f));
            assertEquals(-0f, f.at(-0f));
            assertTrue(Float.isNaN(f.at(Float.NaN)));
            for (float x = 0; x < 10; x += 1e-4f) {
                assertTrue(f.at(x) <= 1f);
            }
        }
        assertEquals(1f, ScalarMath.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(0f, ScalarMath.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(0.5f, ScalarMath.sigmoid(0));
    }

    @Test
    void gatesAgreeWithTheirDefinitions() {
        assertAbsolute(ScalarMath::swish, ReferenceFunctions::swish, 2e-6);
        assertAbsolute(ScalarMath::hardSwish, ReferenceFunctions::hardSwish, 2e-6);
        assertAbsolute(ScalarMath::gelu, ReferenceFunctions::gelu, 4e-6);
    }

    @Test
    void derivativesAgreeWithCentralDifferences() {
        assertAbsolute(ScalarMath::swishDerivative, slope(ReferenceFunctions::swish), 1e-6);
        assertAbsolute(ScalarMath::geluDerivative, slope(ReferenceFunctions::gelu), 1e-6);
        for (float x = -5.05f; x < 5; x += 0.1f) {
            assertEquals(
                    slope(ReferenceFunctions::hardSwish).applyAsDouble(x), ScalarMath.hardSwishDerivative(x), 1e-5);
        }
    }

    private static DoubleUnaryOperator slope(DoubleUnaryOperator f) {
        return x -> (f.applyAsDouble(x + 1e-5) - f.applyAsDouble(x - 1e-5)) / 2e-5;
    }

    private static void assertRelative(FloatFunction f, DoubleUnaryOperator exact, double tolerance) {
        for (float magnitude = 1e-30f; magnitude < 1e30f; magnitude *= 1.0007f) {
            for (float x : new float[] {magnitude, -magnitude}) {
                double expected = exact.applyAsDouble(x);
                assertEquals(expected, f.at(x), Math.abs(expected) * tolerance, () -> "at " + x);
            }
        }
    }

    private static void assertAbsolute(FloatFunction f, DoubleUnaryOperator exact, double tolerance) {
        for (float x = -20; x < 20; x += 1e-3f) {
            float at = x;
            assertEquals(exact.applyAsDouble(x), f.at(x), tolerance, () -> "at " + at);
        }
    }
}
