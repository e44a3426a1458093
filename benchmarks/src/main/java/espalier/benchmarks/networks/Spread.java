package espalier.benchmarks.networks;

import java.util.Arrays;
import java.util.Collection;

/** The middle of some figures, and how far they reach. */
record Spread(double median, double least, double most) {

    /**
     * Of at least one figure; the median of an even number is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(Collection<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("There is no median of nothing.");
        }
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(
                (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
                sorted[0],
                Arrays.stream(sorted).max().getAsDouble());
    }
}
