package espalier.runtime.math;

/**
 * Coefficients of the approximations that both dialects share. Each set is a minimax fit of the relative error, found by
 * iteratively reweighted least squares (Lawson 1961) in double precision; stated errors are those of the exact
 * polynomials, before any rounding to float.
 */
public final class Coefficients {

    /** {@code tanh(x) = x P(x^2) / Q(x^2)} up to here, relative error 1e-9; beyond, tanh rounds to 1. */
    public static final float TANH_LIMIT = 9f;

    public static final float TANH_P0 = 1f;
    public static final float TANH_P1 = 0.13787904f;
    public static final float TANH_P2 = 0.004011725f;
    public static final float TANH_P3 = 3.1657524e-05f;
    public static final float TANH_P4 = 5.0994032e-08f;
    public static final float TANH_Q0 = 1f;
    public static final float TANH_Q1 = 0.4712124f;
    public static final float TANH_Q2 = 0.027749196f;
    public static final float TANH_Q3 = 0.00042131727f;
    public static final float TANH_Q4 = 1.6227049e-06f;
    public static final float TANH_Q5 = 7.42004e-10f;

    /** {@code erf(x) = x P(x^2) / Q(x^2)} up to here, relative error 2e-8; beyond, erf rounds to 1. */
    public static final float ERF_LIMIT = 3.92f;

    public static final float ERF_P0 = 1.1283792f;
    public static final float ERF_P1 = 0.18987757f;
    public static final float ERF_P2 = 0.052678823f;
    public static final float ERF_P3 = 0.0037426949f;
    public static final float ERF_P4 = 0.00028432583f;
    public static final float ERF_P5 = 2.0537666e-06f;
    public static final float ERF_Q0 = 1f;
    public static final float ERF_Q1 = 0.50160754f;
    public static final float ERF_Q2 = 0.11389037f;
    public static final float ERF_Q3 = 0.0149237225f;
    public static final float ERF_Q4 = 0.0011568781f;
    public static final float ERF_Q5 = 3.8100363e-05f;

    /** {@code e^r = 1 + r + r^2 (E0 + E1 r + ... + E4 r^4)} for |r| up to 0.353, relative error 4e-9. */
    public static final float EXP_E0 = 0.49999993f;

    public static final float EXP_E1 = 0.16666509f;
    public static final float EXP_E2 = 0.04166853f;
    public static final float EXP_E3 = 0.00837013f;
    public static final float EXP_E4 = 0.00138117f;

    private Coefficients() {}
}
