package espalier.runtime.math;

/** The functions in double, by their definitions. */
public final class ReferenceFunctions {

    private ReferenceFunctions() {}

    /** The series {@code 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!}, whose terms all have one sign. */
    public static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    public static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    public static double swish(double x) {
        return x * sigmoid(x);
    }

    public static double hardSwish(double x) {
        return x * Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    public static double gelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }
}
