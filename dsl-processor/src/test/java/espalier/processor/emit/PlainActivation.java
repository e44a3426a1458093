package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;

/** The activation functions as their formulas have them, in double. */
final class PlainActivation {

    private static final double STEP = 1e-6;

    private PlainActivation() {}

    static double of(ActivationFunction function, double x) {
        return switch (function.kind()) {
            case NONE -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : function.alpha() * x;
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case TANH -> Math.tanh(x);
            case SCALED_TANH -> 1.7159 * Math.tanh(2 * x / 3);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SWISH -> x / (1 + Math.exp(-x));
            case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
            case HARD_SIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
            case ELU -> x > 0 ? x : function.alpha() * Math.expm1(x);
            case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
        };
    }

    /** By central difference: exact enough away from kinks. */
    static double derivative(ActivationFunction function, double x) {
        return (of(function, x + STEP) - of(function, x - STEP)) / (2 * STEP);
    }

    /** By the Maclaurin series of the error function, which cancels for large arguments; there it is 1 to eight digits. */
    private static double erf(double x) {
        if (Math.abs(x) > 4) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
