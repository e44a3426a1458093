package espalier.runtime.math;

import static espalier.runtime.math.Coefficients.*;

/**
 * Functions of one float for the scalar dialect. Branch-free where they can be, so that the JIT may vectorise a loop over
 * them. All are thread-safe and pure; NaN gives NaN.
 */
public final class ScalarMath {

    private static final float SQRT_HALF = 0.70710678f;
    private static final float INVERSE_SQRT_2PI = 0.39894228f;

    private ScalarMath() {}

    /** Hyperbolic tangent; relative error below 5e-7, result within [-1, 1], exactly 1 from 9 upwards. */
    public static float tanh(float x) {
        float c = Math.max(Math.min(x, TANH_LIMIT), -TANH_LIMIT);
        float u = c * c;
        float p = (((TANH_P4 * u + TANH_P3) * u + TANH_P2) * u + TANH_P1) * u + TANH_P0;
        float q = ((((TANH_Q5 * u + TANH_Q4) * u + TANH_Q3) * u + TANH_Q2) * u + TANH_Q1) * u + TANH_Q0;
        return Math.max(Math.min(c * p / q, 1f), -1f);
    }

    /** Error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x; relative error below 6e-7. */
    public static float erf(float x) {
        float c = Math.max(Math.min(x, ERF_LIMIT), -ERF_LIMIT);
        float u = c * c;
        float p = ((((ERF_P5 * u + ERF_P4) * u + ERF_P3) * u + ERF_P2) * u + ERF_P1) * u + ERF_P0;
        float q = ((((ERF_Q5 * u + ERF_Q4) * u + ERF_Q3) * u + ERF_Q2) * u + ERF_Q1) * u + ERF_Q0;
        return Math.max(Math.min(c * p / q, 1f), -1f);
    }

    /** Logistic function {@code 1 / (1 + exp(-x))}; error below one unit in the last place. */
    public static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /** Swish with unit slope, also called SiLU: {@code x * sigmoid(x)} (Ramachandran et al. 2017). */
    public static float swish(float x) {
        return x * sigmoid(x);
    }

    /** The derivative of {@link #swish}: {@code s + x s (1 - s)} with {@code s = sigmoid(x)}. */
    public static float swishDerivative(float x) {
        float s = sigmoid(x);
        return s + x * s * (1 - s);
    }

    /** Hard swish {@code x * relu6(x + 3) / 6} (Howard et al. 2019, "Searching for MobileNetV3"). */
    public static float hardSwish(float x) {
        return x * Math.min(Math.max(x + 3, 0f), 6f) * (1f / 6);
    }

    /** The derivative of {@link #hardSwish}: 0 up to -3, 1 from 3, between them {@code x / 3 + 1/2}. */
    public static float hardSwishDerivative(float x) {
        return x <= -3 ? 0f : x >= 3 ? 1f : x * (1f / 3) + 0.5f;
    }

    /** Gaussian error linear unit {@code x (1 + erf(x / sqrt(2))) / 2} (Hendrycks and Gimpel 2016). */
    public static float gelu(float x) {
        return 0.5f * x * (1 + erf(x * SQRT_HALF));
    }

    /** The derivative of {@link #gelu}: {@code (1 + erf(x / sqrt(2))) / 2 + x exp(-x^2 / 2) / sqrt(2 pi)}. */
    public static float geluDerivative(float x) {
        return 0.5f * (1 + erf(x * SQRT_HALF)) + x * INVERSE_SQRT_2PI * (float) Math.exp(-0.5f * x * x);
    }

    /**
     * A hash of a position under a key, uniform over all ints, by which dropout decides what it drops: two rounds of
     * multiply and xor-shift (constants of Wellons' "lowbias32"), the key's halves added before each.
     */
    public static int hash(int index, long key) {
        int h = index * 0x9E3779B9 + (int) key;
        h = (h ^ (h >>> 16)) * 0x7FEB352D + (int) (key >>> 32);
        h = (h ^ (h >>> 15)) * 0x846CA68B;
        return h ^ (h >>> 16);
    }
}
