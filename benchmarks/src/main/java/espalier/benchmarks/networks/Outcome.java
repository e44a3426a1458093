package espalier.benchmarks.networks;

import java.util.Map;

/** What came of one process that measured. */
sealed interface Outcome {

    /**
     * It measured.
     *
     * @param nanos the median of its times
     * @param gigaflops the processor's peak meanwhile, on as many threads
     * @param raw all that it reported
     */
    record Measured(double nanos, double gigaflops, Map<String, Object> raw) implements Outcome {

        /** Copies the map. */
        public Measured {
            raw = Map.copyOf(raw);
        }
    }

    /** It has no such network or task. */
    record Unsupported(String reason) implements Outcome {}

    /** It could not be loaded, or broke. */
    record Failed(String reason) implements Outcome {}

    /** It computes something else, so that no time is of use. */
    record Disagrees(String reason) implements Outcome {}

    /** From the file that a {@link espalier.benchmarks.contender.Measurement} wrote. */
    static Outcome of(Map<String, Object> result) {
        if (result.get("unsupported") instanceof String reason) {
            return new Unsupported(reason);
        }
        if (result.get("disagrees") instanceof String reason) {
            return new Disagrees(reason);
        }
        if (result.get("failed") instanceof String reason) {
            return new Failed(reason);
        }
        if (result.get("medianNanos") instanceof Number nanos
                && result.get("peakGigaflops") instanceof Number gigaflops) {
            return new Measured(nanos.doubleValue(), gigaflops.doubleValue(), result);
        }
        return new Failed("its process reported no time");
    }

    /** The reason why there is no time, or what is to be said of it, for a note below the table; mostly empty. */
    default String note() {
        if (this instanceof Measured measured) {
            return Boolean.FALSE.equals(measured.raw.get("settled"))
                    ? "it was still getting faster when its warm-up was cut off"
                    : "";
        } else if (this instanceof Unsupported unsupported) {
            return unsupported.reason();
        } else if (this instanceof Failed failed) {
            return "it failed: " + failed.reason();
        } else if (this instanceof Disagrees disagrees) {
            return disagrees.reason();
        }
        return "";
    }
}
