package espalier.runtime.optim;

/** How the learning rate changes: a factor of the optimiser's own rate for each step of a training. */
@FunctionalInterface
public interface Schedule {

    /**
     * The factor for one step.
     *
     * @param step counted from 0 through all epochs
     * @param stepsPerEpoch batches an epoch
     * @param epochs that the training is meant to take
     */
    double factor(long step, int stepsPerEpoch, int epochs);

    /** Always 1. */
    static Schedule constant() {
        return (step, stepsPerEpoch, epochs) -> 1;
    }

    /**
     * {@code gamma} to the number of times that {@code every} epochs have passed, as PyTorch's {@code StepLR}.
     *
     * @throws IllegalArgumentException if {@code every} is below 1 or {@code gamma} not above 0
     */
    static Schedule step(int every, double gamma) {
        atLeastOne("epochs between two changes", every);
        Checks.positive("factor", gamma);
        return (step, stepsPerEpoch, epochs) -> {
            long changes = step / stepsPerEpoch / every;
            return Math.pow(gamma, (double) changes);
        };
    }

    /** From 1 to 0 along half a cosine (Loshchilov and Hutter 2017, equation 5), anew at each step. */
    static Schedule cosine() {
        return (step, stepsPerEpoch, epochs) ->
                0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / ((double) stepsPerEpoch * epochs))));
    }

    /**
     * This schedule with its factors reduced at first: growing linearly through the given epochs, the last of them
     * ending at the full factor (Goyal et al. 2017, section 2.2).
     *
     * @throws IllegalArgumentException if the epochs are below 1
     */
    default Schedule afterWarmUp(int warmUpEpochs) {
        atLeastOne("epochs of warm-up", warmUpEpochs);
        return (step, stepsPerEpoch, epochs) ->
                factor(step, stepsPerEpoch, epochs) * Math.min(1, (step + 1) / ((double) stepsPerEpoch * warmUpEpochs));
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1, not " + value + ".");
        }
    }
}
