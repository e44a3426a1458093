package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.math.ReferenceFunctions;
import espalier.runtime.math.ScalarMath;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorMathTest {

    private static final int LANES = Lanes.FLOATS.length();

    @Test
    void lanesFitTheSlackOfALayout() {
        assertTrue(LANES >= 2 && LANES <= 16, LANES + " lanes");
    }

    @Test
    void tanhIsAccurateOverAllMagnitudes() {
        assertRelative(VectorMath::tanh, StrictMath::tanh, 5e-7, 1e30f);
    }

    @Test
    void erfIsAccurateOverAllMagnitudes() {
        assertRelative(VectorMath::erf, ReferenceFunctions::erf, 6e-7, 1e30f);
    }

    @Test
    void expIsAccurateWhereItsResultIsNormal() {
        assertRelative(VectorMath::exp, StrictMath::exp, 2e-7, 87.3f);
    }

    @Test
    void expIsZeroWhereItsResultIsNotNormal() {
        assertEquals(0f, at(VectorMath::exp, -87.34f));
        assertEquals(StrictMath.exp(-87.3365f), at(VectorMath::exp, -87.3365f), 1e-44);
        assertEquals(StrictMath.exp(88.7228f), at(VectorMath::exp, 88.7228f), 1e32);
    }

    @Test
    void expm1IsAccurateOverAllMagnitudes() {
        assertRelative(VectorMath::expm1, StrictMath::expm1, 4e-7, 88.7f);
    }

    @Test
    void sigmoidIsAccurateWhereItsResultIsNormal() {
        assertRelative(VectorMath::sigmoid, ReferenceFunctions::sigmoid, 3e-7, 87f);
    }

    @Test
    void infinitiesGiveLimits() {
        float infinity = Float.POSITIVE_INFINITY;
        assertEquals(1f, at(VectorMath::tanh, infinity));
        assertEquals(-1f, at(VectorMath::tanh, -infinity));
        assertEquals(1f, at(VectorMath::erf, infinity));
        assertEquals(-1f, at(VectorMath::erf, -infinity));
        assertEquals(infinity, at(VectorMath::exp, infinity));
        assertEquals(infinity, at(VectorMath::exp, 88.73f));
        assertEquals(0f, at(VectorMath::exp, -infinity));
        assertEquals(infinity, at(VectorMath::expm1, infinity));
        assertEquals(-1f, at(VectorMath::expm1, -infinity));
        assertEquals(1f, at(VectorMath::sigmoid, infinity));
        assertEquals(0f, at(VectorMath::sigmoid, -infinity));
    }

    @Test
    void zerosKeepTheirSign() {
        assertEquals(0f, at(VectorMath::tanh, 0f));
        assertEquals(-0f, at(VectorMath::tanh, -0f));
        assertEquals(-0f, at(VectorMath::erf, -0f));
        assertEquals(0f, at(VectorMath::expm1, 0f));
        assertEquals(1f, at(VectorMath::exp, -0f));
        assertEquals(0.5f, at(VectorMath::sigmoid, 0f));
    }

    @Test
    void nanGivesNan() {
        assertTrue(Float.isNaN(at(VectorMath::tanh, Float.NaN)));
        assertTrue(Float.isNaN(at(VectorMath::erf, Float.NaN)));
        assertTrue(Float.isNaN(at(VectorMath::exp, Float.NaN)));
        assertTrue(Float.isNaN(at(VectorMath::expm1, Float.NaN)));
        assertTrue(Float.isNaN(at(VectorMath::sigmoid, Float.NaN)));
        assertTrue(Float.isNaN(at(VectorMath::gelu, Float.NaN)));
    }

    @Test
    void tanhAndErfStayWithinOne() {
        for (float x = 0; x < 10; x += 1e-4f) {
            assertTrue(at(VectorMath::tanh, x) <= 1f);
            assertTrue(at(VectorMath::erf, x) <= 1f);
        }
    }

    @Test
    void gatesAndTheirDerivativesAgreeWithTheScalarForms() {
        for (float x = -20; x < 20; x += 1e-2f) {
            assertEquals(ScalarMath.swish(x), at(VectorMath::swish, x), 4e-6);
            assertEquals(ScalarMath.swishDerivative(x), at(VectorMath::swishDerivative, x), 1e-6);
            assertEquals(ScalarMath.hardSwish(x), at(VectorMath::hardSwish, x), 2e-6);
            assertEquals(ScalarMath.hardSwishDerivative(x), at(VectorMath::hardSwishDerivative, x), 1e-6);
            assertEquals(ScalarMath.gelu(x), at(VectorMath::gelu, x), 4e-6);
            float derivative = at(VectorMath::geluDistribution, x) + at(VectorMath::geluDensity, x);
            assertEquals(ScalarMath.geluDerivative(x), derivative, 1e-6);
        }
    }

    @Test
    void hashIsThatOfTheScalarForm() {
        for (int index : new int[] {0, 5, 1 << 20, Integer.MAX_VALUE - 3}) {
            for (long key : new long[] {0, 42, -1, 0x1234_5678_9ABC_DEF0L}) {
                int[] hashes = VectorMath.hash(index, key).toArray();
                for (int lane = 0; lane < LANES; lane++) {
                    assertEquals(ScalarMath.hash(index + lane, key), hashes[lane]);
                }
            }
        }
    }

    @Test
    void lanesAreNumbered() {
        for (int lane = 0; lane < LANES; lane++) {
            assertEquals(lane, Lanes.NUMBERS.lane(lane));
        }
    }

    private static float at(UnaryOperator<FloatVector> f, float x) {
        return f.apply(FloatVector.broadcast(Lanes.FLOATS, x)).lane(LANES - 1);
    }

    /** Both signs of every magnitude from 1e-30 to the highest, in steps of a thousandth. */
    private static void assertRelative(
            UnaryOperator<FloatVector> f, DoubleUnaryOperator exact, double tolerance, float highest) {
        float[] x = new float[LANES];
        float magnitude = 1e-30f;
        while (magnitude < highest) {
            for (int lane = 0; lane < LANES; lane += 2) {
                x[lane] = Math.min(magnitude, highest);
                x[lane + 1] = -x[lane];
                magnitude *= 1.0007f;
            }
            FloatVector y = f.apply(FloatVector.fromArray(Lanes.FLOATS, x, 0));
            for (int lane = 0; lane < LANES; lane++) {
                double expected = exact.applyAsDouble(x[lane]);
                float at = x[lane];
                assertEquals(expected, y.lane(lane), Math.abs(expected) * tolerance, () -> "at " + at);
            }
        }
    }
}
