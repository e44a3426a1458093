package espalier.runtime.vector;

import espalier.runtime.math.Coefficients;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of a vector of {@link Lanes#FLOATS}, lane by lane, without a call into a math library. All are pure and
 * thread-safe. NaN gives NaN, infinities give the limit; errors are relative, measured over all magnitudes.
 *
 * <p>Most coefficients are constant vectors and steps are few, because C2 stops inlining in a method of about a hundred vector
 * operations, and a vector that is handed to a method that was not inlined is boxed.
 */
@SuppressWarnings("exports") // only callers that read jdk.incubator.vector themselves link to this class
public final class VectorMath {

    private static final FloatVector ZERO = all(0);
    private static final FloatVector ONE = all(1);
    private static final FloatVector HALF = all(0.5f);
    private static final FloatVector MINUS_HALF = all(-0.5f);
    private static final FloatVector MINUS_ONE = all(-1);
    private static final FloatVector SQRT_HALF = all(0.70710678f);
    private static final FloatVector INVERSE_SQRT_2PI = all(0.39894228f);

    private static final FloatVector LOG2_E = all(1.44269504f);
    /** ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact; negative. */
    private static final FloatVector MINUS_LN2_HIGH = all(-0.693359375f);

    private static final FloatVector MINUS_LN2_LOW = all(2.12194440e-4f);
    /** Adding 1.5 * 2^23 leaves the nearest integer in the low bits of a float. */
    private static final FloatVector ROUND = all(0x1.8p23f);
    /** Below, e^x is no normal float; above, it is none at all. */
    private static final FloatVector EXP_LOWEST = all(-87.33654f);

    private static final FloatVector EXP_HIGHEST = all(88.72283f);
    private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
    private static final FloatVector EXP_E0 = all(Coefficients.EXP_E0);
    private static final FloatVector EXP_E1 = all(Coefficients.EXP_E1);
    private static final FloatVector EXP_E2 = all(Coefficients.EXP_E2);
    private static final FloatVector EXP_E3 = all(Coefficients.EXP_E3);
    private static final FloatVector EXP_E4 = all(Coefficients.EXP_E4);

    /** From here on {@code x P / Q} with P and Q of the limit is at least 1, whatever x. */
    static final float TANH_LIMIT_SQUARED = Coefficients.TANH_LIMIT * Coefficients.TANH_LIMIT;

    private static final FloatVector ERF_LOWEST = all(-Coefficients.ERF_LIMIT);
    private static final FloatVector ERF_LIMIT = all(Coefficients.ERF_LIMIT);
    private static final FloatVector ERF_P0 = all(Coefficients.ERF_P0);
    private static final FloatVector ERF_P1 = all(Coefficients.ERF_P1);
    private static final FloatVector ERF_P2 = all(Coefficients.ERF_P2);
    private static final FloatVector ERF_P3 = all(Coefficients.ERF_P3);
    private static final FloatVector ERF_P4 = all(Coefficients.ERF_P4);
    private static final FloatVector ERF_P5 = all(Coefficients.ERF_P5);
    private static final FloatVector ERF_Q0 = all(Coefficients.ERF_Q0);
    private static final FloatVector ERF_Q1 = all(Coefficients.ERF_Q1);
    private static final FloatVector ERF_Q2 = all(Coefficients.ERF_Q2);
    private static final FloatVector ERF_Q3 = all(Coefficients.ERF_Q3);
    private static final FloatVector ERF_Q4 = all(Coefficients.ERF_Q4);
    private static final FloatVector ERF_Q5 = all(Coefficients.ERF_Q5);

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, Lanes.FLOATS.vectorShape());
    /** Each lane's share of the first step of {@link #hash}. */
    private static final int[] LANE_HASH =
            IntStream.range(0, INTS.length()).map(lane -> lane * 0x9E3779B9).toArray();

    private VectorMath() {}

    /** {@code e^x}; error below 2e-7. Zero below -87.33, where the result is no normal float; infinite above 88.72. */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUND);
        FloatVector rest = remainder(x, shifted.sub(ROUND));
        return limited(scale(expMinusOne(rest).add(ONE), shifted), x);
    }

    /** {@code e^x - 1} without cancellation near zero; error below 4e-7, infinite above 88.72. */
    public static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUND);
        FloatVector near = expMinusOne(remainder(x, shifted.sub(ROUND)));
        FloatVector e = limited(scale(near.add(ONE), shifted), x);
        return e.sub(ONE).blend(near, shifted.compare(VectorOperators.EQ, ROUND));
    }

    /** {@code x - n ln 2} for an integer {@code n}. */
    private static FloatVector remainder(FloatVector x, FloatVector n) {
        return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    }

    /** {@code e^r - 1} for {@code |r|} up to half of ln 2. */
    private static FloatVector expMinusOne(FloatVector r) {
        FloatVector p = r.fma(EXP_E4, EXP_E3);
        p = p.fma(r, EXP_E2);
        p = p.fma(r, EXP_E1);
        p = p.fma(r, EXP_E0);
        return p.fma(r.mul(r), r);
    }

    /** {@code v 2^n}, {@code n} standing in the low bits of {@code shifted}, which are added to the exponent of v. */
    private static FloatVector scale(FloatVector v, FloatVector shifted) {
        IntVector n = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return v.reinterpretAsInts().add(n).reinterpretAsFloats();
    }

    /** {@code e} where it is {@code e^x}; beyond, where it is anything, zero or infinity. */
    private static FloatVector limited(FloatVector e, FloatVector x) {
        return e.blend(ZERO, x.compare(VectorOperators.LT, EXP_LOWEST))
                .blend(INFINITY, x.compare(VectorOperators.GT, EXP_HIGHEST));
    }

    /**
     * Hyperbolic tangent; error below 5e-7, result within [-1, 1], exactly 1 from 9 upwards. Half as long as with
     * {@code max} and {@code min}, which take C2 six instructions each for Java's rules about NaN and -0, and with coefficients in
     * constant vectors, which are read from memory for each vector of values: a loop that stores floats might change them.
     */
    public static FloatVector tanh(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector u = square.blend(TANH_LIMIT_SQUARED, square.compare(VectorOperators.GE, TANH_LIMIT_SQUARED));
        FloatVector p = u.fma(all(Coefficients.TANH_P4), all(Coefficients.TANH_P3));
        p = p.fma(u, all(Coefficients.TANH_P2));
        p = p.fma(u, all(Coefficients.TANH_P1));
        p = p.fma(u, all(Coefficients.TANH_P0));
        FloatVector q = u.fma(all(Coefficients.TANH_Q5), all(Coefficients.TANH_Q4));
        q = q.fma(u, all(Coefficients.TANH_Q3));
        q = q.fma(u, all(Coefficients.TANH_Q2));
        q = q.fma(u, all(Coefficients.TANH_Q1));
        q = q.fma(u, all(Coefficients.TANH_Q0));
        FloatVector t = x.mul(p).div(q);
        return t.blend(1f, t.compare(VectorOperators.GE, 1f)).blend(-1f, t.compare(VectorOperators.LE, -1f));
    }

    /** {@link #tanh(FloatVector)} of one value, by the same operations and so to the bit. */
    static float tanh(float x) {
        float square = x * x;
        float u = square >= TANH_LIMIT_SQUARED ? TANH_LIMIT_SQUARED : square;
        float p = Math.fma(u, Coefficients.TANH_P4, Coefficients.TANH_P3);
        p = Math.fma(p, u, Coefficients.TANH_P2);
        p = Math.fma(p, u, Coefficients.TANH_P1);
        p = Math.fma(p, u, Coefficients.TANH_P0);
        float q = Math.fma(u, Coefficients.TANH_Q5, Coefficients.TANH_Q4);
        q = Math.fma(q, u, Coefficients.TANH_Q3);
        q = Math.fma(q, u, Coefficients.TANH_Q2);
        q = Math.fma(q, u, Coefficients.TANH_Q1);
        q = Math.fma(q, u, Coefficients.TANH_Q0);
        float t = x * p / q;
        return t >= 1 ? 1 : t <= -1 ? -1 : t;
    }

    /** Error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x; error below 6e-7. */
    public static FloatVector erf(FloatVector x) {
        FloatVector c = x.min(ERF_LIMIT).max(ERF_LOWEST);
        FloatVector u = c.mul(c);
        FloatVector p = u.fma(ERF_P5, ERF_P4);
        p = p.fma(u, ERF_P3);
        p = p.fma(u, ERF_P2);
        p = p.fma(u, ERF_P1);
        p = p.fma(u, ERF_P0);
        FloatVector q = u.fma(ERF_Q5, ERF_Q4);
        q = q.fma(u, ERF_Q3);
        q = q.fma(u, ERF_Q2);
        q = q.fma(u, ERF_Q1);
        q = q.fma(u, ERF_Q0);
        return c.mul(p).div(q).min(ONE).max(MINUS_ONE);
    }

    /** Logistic function {@code 1 / (1 + exp(-x))}; error below 3e-7 where the result is at least 2e-38. */
    public static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(x.neg()).add(ONE));
    }

    /** Swish with unit slope, also called SiLU: {@code x * sigmoid(x)} (Ramachandran et al. 2017). */
    public static FloatVector swish(FloatVector x) {
        return x.mul(sigmoid(x));
    }

    /** The derivative of {@link #swish}: {@code s + x s (1 - s)} with {@code s = sigmoid(x)}. */
    public static FloatVector swishDerivative(FloatVector x) {
        FloatVector s = sigmoid(x);
        return x.mul(s).fma(ONE.sub(s), s);
    }

    /** Hard swish {@code x * relu6(x + 3) / 6} (Howard et al. 2019, "Searching for MobileNetV3"). */
    public static FloatVector hardSwish(FloatVector x) {
        return relu6(x.add(3f)).mul(x).mul(1f / 6);
    }

    /** Hard sigmoid {@code relu6(x + 3) / 6} (Howard et al. 2019, "Searching for MobileNetV3"). */
    public static FloatVector hardSigmoid(FloatVector x) {
        return relu6(x.add(3f)).mul(1f / 6);
    }

    private static FloatVector relu6(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LE, 0f)).blend(6f, x.compare(VectorOperators.GE, 6f));
    }

    /** The derivative of {@link #hardSwish}: 0 up to -3, 1 from 3, between them {@code x / 3 + 1/2}. */
    public static FloatVector hardSwishDerivative(FloatVector x) {
        return x.fma(all(1f / 3), all(0.5f))
                .blend(0f, x.compare(VectorOperators.LE, -3f))
                .blend(1f, x.compare(VectorOperators.GE, 3f));
    }

    /** Gaussian error linear unit {@code x (1 + erf(x / sqrt(2))) / 2} (Hendrycks and Gimpel 2016). */
    public static FloatVector gelu(FloatVector x) {
        return erf(x.mul(SQRT_HALF)).add(ONE).mul(x.mul(HALF));
    }

    /**
     * One term of the derivative of {@link #gelu}, {@code (1 + erf(x / sqrt(2))) / 2}. Together with the other,
     * {@link #geluDensity}, it is more vector operations than C2 surely inlines.
     */
    public static FloatVector geluDistribution(FloatVector x) {
        return erf(x.mul(SQRT_HALF)).add(ONE).mul(HALF);
    }

    /** The other term of the derivative of {@link #gelu}, {@code x exp(-x^2 / 2) / sqrt(2 pi)}. */
    public static FloatVector geluDensity(FloatVector x) {
        return expOfNegative(x.mul(x).mul(MINUS_HALF)).mul(x.mul(INVERSE_SQRT_2PI));
    }

    /** {@code e^x} for x up to 0, at least the least normal float: no limit has to be blended in. */
    private static FloatVector expOfNegative(FloatVector x) {
        FloatVector c = x.max(EXP_LOWEST);
        FloatVector shifted = c.fma(LOG2_E, ROUND);
        return scale(expMinusOne(remainder(c, shifted.sub(ROUND))).add(ONE), shifted);
    }

    /** {@link espalier.runtime.math.ScalarMath#hash} of {@code index} in lane 0, {@code index + 1} in lane 1 and so on. */
    public static IntVector hash(int index, long key) {
        IntVector h = IntVector.fromArray(INTS, LANE_HASH, 0).add(index * 0x9E3779B9 + (int) key);
        h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16))
                .mul(0x7FEB352D)
                .add((int) (key >>> 32));
        h = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 15))
                .mul(0x846CA68B);
        return h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16));
    }

    /** Exponential linear unit: x where positive, else {@code alpha (exp(x) - 1)} (Clevert et al. 2016). */
    public static FloatVector elu(FloatVector x, float alpha) {
        return expm1(x).mul(alpha).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    /** {@code 1.7159 tanh(2/3 x)} (LeCun et al. 1998, "Gradient-based learning applied to document recognition"). */
    public static FloatVector scaledTanh(FloatVector x) {
        return tanh(x.mul(2f / 3)).mul(1.7159f);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(Lanes.FLOATS, value);
    }
}
