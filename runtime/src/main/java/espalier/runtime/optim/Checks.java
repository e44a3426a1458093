package espalier.runtime.optim;

/** Checks the values that optimisers are made with. */
final class Checks {

    private Checks() {}

    static double positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The " + what + " must be above 0, not " + value + ".");
        }
        return value;
    }

    static double notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The " + what + " must be at least 0, not " + value + ".");
        }
        return value;
    }

    static double fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("The " + what + " must be in [0, 1), not " + value + ".");
        }
        return value;
    }
}
