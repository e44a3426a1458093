package espalier.runtime.vector;

import static espalier.runtime.math.Coefficients.*;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of a vector of {@link Lanes#FLOATS}, lane by lane, without a call into a math library. All are pure and
 * thread-safe. NaN gives NaN, infinities give the limit; errors are relative, measured over all magnitudes.
 */
@SuppressWarnings("exports") // only callers that read jdk.incubator.vector themselves link to this class
public final class VectorMath {

    private static final float SQRT_HALF = 0.70710678f;
    private static final float INVERSE_SQRT_2PI = 0.39894228f;

    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, of which the first has so few bits that its product with an exponent is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    /** Adding 1.5 * 2^23 leaves the nearest integer in the low bits of a float. */
    private static final float ROUND = 0x1.8p23f;

    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    /** Below, exp rounds to zero; above, to infinity. */
    private static final float EXP_LOWEST = -104f;

    private static final float EXP_HIGHEST = 89f;

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, Lanes.FLOATS.vectorShape());
    /** Each lane's share of the first step of {@link #hash}. */
    private static final int[] LANE_HASH =
            IntStream.range(0, INTS.length()).map(lane -> lane * 0x9E3779B9).toArray();

    private VectorMath() {}

    /** {@code e^x}; error below 2e-7 (denormal results: one unit), 0 below -104, infinite above 88.73. */
    public static FloatVector exp(FloatVector x) {
        FloatVector c = x.min(EXP_HIGHEST).max(EXP_LOWEST);
        FloatVector shifted = c.fma(all(LOG2_E), all(ROUND));
        FloatVector rest = remainder(c, shifted.sub(ROUND));
        return scale(expMinusOne(rest).add(1f), shifted);
    }

    /** {@code e^x - 1} without cancellation near zero; error below 4e-7, infinite above 88.73. */
    public static FloatVector expm1(FloatVector x) {
        FloatVector c = x.min(EXP_HIGHEST).max(EXP_LOWEST);
        FloatVector shifted = c.fma(all(LOG2_E), all(ROUND));
        FloatVector rest = remainder(c, shifted.sub(ROUND));
        FloatVector near = expMinusOne(rest);
        return scale(near.add(1f), shifted).sub(1f).blend(near, shifted.compare(VectorOperators.EQ, ROUND));
    }

    /** {@code c - n ln 2} for an integer {@code n}. */
    private static FloatVector remainder(FloatVector c, FloatVector n) {
        return n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), c));
    }

    /** {@code e^r - 1} for {@code |r|} up to half of ln 2. */
    private static FloatVector expMinusOne(FloatVector r) {
        FloatVector p = r.fma(all(EXP_E4), all(EXP_E3));
        p = p.fma(r, all(EXP_E2));
        p = p.fma(r, all(EXP_E1));
        p = p.fma(r, all(EXP_E0));
        return p.fma(r.mul(r), r);
    }

    /** {@code v 2^n}, {@code n} standing in the low bits of {@code shifted}; in two steps, since 2^n may overflow. */
    private static FloatVector scale(FloatVector v, FloatVector shifted) {
        IntVector n = shifted.reinterpretAsInts().sub(ROUND_BITS);
        IntVector half = n.lanewise(VectorOperators.ASHR, 1);
        return v.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** Hyperbolic tangent; error below 5e-7, result within [-1, 1], exactly 1 from 9 upwards. */
    public static FloatVector tanh(FloatVector x) {
        FloatVector c = x.min(TANH_LIMIT).max(-TANH_LIMIT);
        FloatVector u = c.mul(c);
        FloatVector p = u.fma(all(TANH_P4), all(TANH_P3));
        p = p.fma(u, all(TANH_P2));
        p = p.fma(u, all(TANH_P1));
        p = p.fma(u, all(TANH_P0));
        FloatVector q = u.fma(all(TANH_Q5), all(TANH_Q4));
        q = q.fma(u, all(TANH_Q3));
        q = q.fma(u, all(TANH_Q2));
        q = q.fma(u, all(TANH_Q1));
        q = q.fma(u, all(TANH_Q0));
        return c.mul(p).div(q).min(1f).max(-1f);
    }

    /** Error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x; error below 6e-7. */
    public static FloatVector erf(FloatVector x) {
        FloatVector c = x.min(ERF_LIMIT).max(-ERF_LIMIT);
        FloatVector u = c.mul(c);
        FloatVector p = u.fma(all(ERF_P5), all(ERF_P4));
        p = p.fma(u, all(ERF_P3));
        p = p.fma(u, all(ERF_P2));
        p = p.fma(u, all(ERF_P1));
        p = p.fma(u, all(ERF_P0));
        FloatVector q = u.fma(all(ERF_Q5), all(ERF_Q4));
        q = q.fma(u, all(ERF_Q3));
        q = q.fma(u, all(ERF_Q2));
        q = q.fma(u, all(ERF_Q1));
        q = q.fma(u, all(ERF_Q0));
        return c.mul(p).div(q).min(1f).max(-1f);
    }

    /** Logistic function {@code 1 / (1 + exp(-x))}; error below 3e-7 where the result is at least 1e-38. */
    public static FloatVector sigmoid(FloatVector x) {
        return all(1f).div(exp(x.neg()).add(1f));
    }

    /** Swish with unit slope, also called SiLU: {@code x * sigmoid(x)} (Ramachandran et al. 2017). */
    public static FloatVector swish(FloatVector x) {
        return x.mul(sigmoid(x));
    }

    /** The derivative of {@link #swish}: {@code s + x s (1 - s)} with {@code s = sigmoid(x)}. */
    public static FloatVector swishDerivative(FloatVector x) {
        FloatVector s = sigmoid(x);
        return x.mul(s).fma(all(1f).sub(s), s);
    }

    /** Hard swish {@code x * relu6(x + 3) / 6} (Howard et al. 2019, "Searching for MobileNetV3"). */
    public static FloatVector hardSwish(FloatVector x) {
        return x.add(3f).max(0f).min(6f).mul(x).mul(1f / 6);
    }

    /** The derivative of {@link #hardSwish}: 0 up to -3, 1 from 3, between them {@code x / 3 + 1/2}. */
    public static FloatVector hardSwishDerivative(FloatVector x) {
        return x.fma(all(1f / 3), all(0.5f))
                .blend(0f, x.compare(VectorOperators.LE, -3f))
                .blend(1f, x.compare(VectorOperators.GE, 3f));
    }

    /** Gaussian error linear unit {@code x (1 + erf(x / sqrt(2))) / 2} (Hendrycks and Gimpel 2016). */
    public static FloatVector gelu(FloatVector x) {
        return erf(x.mul(SQRT_HALF)).add(1f).mul(x.mul(0.5f));
    }

    /** The derivative of {@link #gelu}: {@code (1 + erf(x / sqrt(2))) / 2 + x exp(-x^2 / 2) / sqrt(2 pi)}. */
    public static FloatVector geluDerivative(FloatVector x) {
        FloatVector density = exp(x.mul(x).mul(-0.5f)).mul(INVERSE_SQRT_2PI);
        return x.fma(density, erf(x.mul(SQRT_HALF)).add(1f).mul(0.5f));
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

    /**
     * The sum of all lanes, from the first to the last: {@link FloatVector#reduceLanes} leaves the order open, so that a
     * JVM may give one sum in its interpreter and another once it has compiled the caller.
     */
    public static float sum(FloatVector v) {
        float sum = v.lane(0);
        for (int lane = 1; lane < Lanes.FLOATS.length(); lane++) {
            sum += v.lane(lane);
        }
        return sum;
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(Lanes.FLOATS, value);
    }
}
