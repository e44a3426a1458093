package espalier.benchmarks.networks;

import espalier.benchmarks.contender.Task;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that one run has measured.
 *
 * @param rounds how often each contender was measured
 * @param seconds for how long each time, after warm-up
 * @param entrants the contenders, Espalier first
 * @param versions what they say of themselves, by their ids
 * @param cells in the order of the table
 * @param outcomes of each contender, a round each
 * @param macs multiply-adds of one image, by network
 * @param generatedBytes size of the generated sources, by network
 */
record Results(
        LocalDate date,
        Machine machine,
        int rounds,
        double seconds,
        List<Entrant> entrants,
        Map<String, String> versions,
        List<Cell> cells,
        Map<Cell, Map<Entrant, List<Outcome>>> outcomes,
        List<ColdStart> coldStarts,
        List<MemoryUse> memory,
        Map<String, Long> macs,
        Map<String, Long> generatedBytes) {

    /** Forward, the gradient of the values and that of the weights take as many multiply-adds each. */
    private static final int PASSES_OF_TRAINING = 3;

    private static final int FLOPS_PER_MAC = 2;

    /**
     * From the start of a JVM to its end after one prediction of one image.
     *
     * @param nanos a round each; empty if it failed
     */
    record ColdStart(Jdk jdk, Row row, Entrant entrant, List<Double> nanos, String note) {}

    /**
     * What a process that predicts one image has needed.
     *
     * @param collector of the process
     * @param residentBytes the most it had resident; empty if it failed or the system does not say
     * @param heapBytes of the Java heap, without garbage
     */
    record MemoryUse(
            Jdk jdk,
            Row row,
            Collector collector,
            Entrant entrant,
            List<Double> residentBytes,
            List<Double> heapBytes,
            String note) {}

    List<Outcome> outcomes(Cell cell, Entrant entrant) {
        return outcomes.getOrDefault(cell, Map.of()).getOrDefault(entrant, List.of());
    }

    private List<Outcome.Measured> measured(Cell cell, Entrant entrant) {
        return outcomes(cell, entrant).stream()
                .filter(Outcome.Measured.class::isInstance)
                .map(Outcome.Measured.class::cast)
                .toList();
    }

    /** Nanoseconds; empty if the contender did not do it. */
    Optional<Spread> time(Cell cell, Entrant entrant) {
        List<Double> nanos =
                measured(cell, entrant).stream().map(Outcome.Measured::nanos).toList();
        return nanos.isEmpty() ? Optional.empty() : Optional.of(Spread.of(nanos));
    }

    /** The fastest of those that Espalier is compared with. */
    Optional<Entrant> bestPeer(Cell cell) {
        return entrants.stream()
                .filter(Entrant::peer)
                .filter(entrant -> time(cell, entrant).isPresent())
                .min(Comparator.comparingDouble(
                        entrant -> time(cell, entrant).orElseThrow().median()));
    }

    /** The best peer's time to Espalier's, medians both: above 1 Espalier is faster. */
    OptionalDouble ratio(Cell cell) {
        Optional<Spread> ours = time(cell, Entrant.ESPALIER);
        Optional<Spread> theirs = bestPeer(cell).flatMap(peer -> time(cell, peer));
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(theirs.get().median() / ours.get().median())
                : OptionalDouble.empty();
    }

    /** The rate of the network's multiply-adds in GFLOP/s; a training step counts as three predictions. */
    OptionalDouble gigaflops(Cell cell, Entrant entrant) {
        Optional<Spread> time = time(cell, entrant);
        return time.isPresent() ? OptionalDouble.of(flops(cell) / time.get().median()) : OptionalDouble.empty();
    }

    /** That rate as a share of the processor's peak in the same process. */
    OptionalDouble shareOfPeak(Cell cell) {
        List<Double> shares = measured(cell, Entrant.ESPALIER).stream()
                .map(measured -> flops(cell) / measured.nanos() / measured.gigaflops())
                .toList();
        return shares.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(shares).median());
    }

    /** The processor's peak in Espalier's processes, in GFLOP/s. */
    Optional<Spread> peak(int threads) {
        List<Double> peaks = cells.stream()
                .filter(cell -> cell.threads() == threads)
                .flatMap(cell -> measured(cell, Entrant.ESPALIER).stream())
                .map(Outcome.Measured::gigaflops)
                .toList();
        return peaks.isEmpty() ? Optional.empty() : Optional.of(Spread.of(peaks));
    }

    private double flops(Cell cell) {
        Row row = cell.row();
        int passes = row.task() == Task.TRAINING ? PASSES_OF_TRAINING : 1;
        return (double) FLOPS_PER_MAC * macs.get(row.network()) * row.batch() * passes;
    }

    List<Jdk> jdks() {
        return cells.stream().map(Cell::jdk).distinct().toList();
    }

    /** Whether all that Espalier should do was done, and no contender computed anything else. */
    boolean sound() {
        return cells.stream().allMatch(cell -> time(cell, Entrant.ESPALIER).isPresent())
                && outcomes.values().stream()
                        .flatMap(byEntrant -> byEntrant.values().stream())
                        .flatMap(List::stream)
                        .noneMatch(Outcome.Disagrees.class::isInstance);
    }
}
