package espalier.benchmarks.networks;

import espalier.benchmarks.contender.Task;
import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One run: prepares the networks, then goes round and round through all that is to be measured. */
final class Campaign {

    private static final List<String> COLD_STARTS = List.of("LeNet5", "ResNet18");
    private static final String MEMORY = "ResNet50";

    private final Child child;
    private final Path generated;
    private final List<Cell> cells;
    private final List<Entrant> entrants;
    private final int rounds;
    private final double seconds;
    private final Progress progress;
    private final Map<Cell, Map<Entrant, List<Outcome>>> outcomes = new LinkedHashMap<>();
    private final Map<String, String> versions = new TreeMap<>();
    private final List<Results.ColdStart> coldStarts = new ArrayList<>();
    private final List<Results.MemoryUse> memory = new ArrayList<>();

    /** Takes what has been measured so far, so that a run of hours that is broken off was not for nothing. */
    @FunctionalInterface
    interface AfterRound {
        void take(Results results) throws IOException;
    }

    /**
     * Plans.
     *
     * @param generated the folder of the samples' generated sources
     * @param entrants Espalier first
     */
    Campaign(
            Child child,
            Path generated,
            List<Cell> cells,
            List<Entrant> entrants,
            int rounds,
            double seconds,
            Progress progress) {
        this.child = child;
        this.generated = generated;
        this.cells = cells;
        this.entrants = entrants;
        this.rounds = rounds;
        this.seconds = seconds;
        this.progress = progress;
    }

    /**
     * Measures everything.
     *
     * @throws IOException if Espalier's own part cannot be prepared
     */
    Results run(AfterRound afterRound) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        List<Row> rows = cells.stream().map(Cell::row).distinct().toList();
        List<Jdk> jdks = cells.stream().map(Cell::jdk).distinct().toList();
        for (String network : rows.stream().map(Row::network).distinct().toList()) {
            progress.say("preparing " + network);
            child.prepare(
                    jdks.get(0),
                    network,
                    rows.stream().filter(row -> row.network().equals(network)).toList());
        }
        progress.begin(rounds * cells.size() * entrants.size());
        for (int round = 0; round < rounds; round++) {
            for (Cell cell : cells) {
                measure(cell, round);
            }
            afterRound.take(results(machine));
        }
        for (Jdk jdk : jdks) {
            for (Row row : rows) {
                if (row.task() == Task.INFERENCE && row.batch() == 1 && COLD_STARTS.contains(row.network())) {
                    coldStarts.addAll(coldStarts(jdk, row));
                }
                if (row.task() == Task.INFERENCE
                        && row.batch() == 1
                        && row.network().equals(MEMORY)) {
                    for (Collector collector : Collector.values()) {
                        memory.addAll(memory(jdk, collector, row));
                    }
                }
            }
        }
        return results(machine);
    }

    private Results results(Machine machine) throws IOException {
        Map<String, Long> macs = cells.stream()
                .map(cell -> cell.row().network())
                .distinct()
                .collect(Collectors.toMap(
                        network -> network,
                        network -> SampleNetworks.all().find(network).summary().macs()));
        return new Results(
                LocalDate.now(ZoneId.systemDefault()),
                machine,
                rounds,
                seconds,
                entrants,
                versions,
                cells,
                outcomes,
                coldStarts,
                memory,
                macs,
                GeneratedSize.in(generated));
    }

    /** One round of a cell; each round begins with another contender, so that none always follows the same. */
    private void measure(Cell cell, int round) throws IOException, InterruptedException {
        List<Entrant> order = new ArrayList<>(entrants);
        Collections.rotate(order, -round);
        for (Entrant entrant : order) {
            List<Outcome> before = outcomes.computeIfAbsent(cell, key -> new HashMap<>())
                    .computeIfAbsent(entrant, key -> new ArrayList<>());
            // What did not work once is not tried again.
            if (before.stream().allMatch(Outcome.Measured.class::isInstance)) {
                before.add(measure(cell, entrant));
            }
            progress.done(cell, entrant, before.get(before.size() - 1));
        }
    }

    private Outcome measure(Cell cell, Entrant entrant) throws IOException, InterruptedException {
        if (!child.isBuilt(entrant)) {
            return new Outcome.Failed("it was not built");
        }
        Outcome outcome = child.measure(cell, entrant, seconds);
        if (outcome instanceof Outcome.Measured measured && measured.raw().get("version") instanceof String version) {
            versions.put(entrant.id(), version);
        }
        return outcome;
    }

    /** Those whose start and memory the targets speak of. */
    private List<Entrant> compared() {
        return entrants.stream()
                .filter(entrant -> entrant.equals(Entrant.ESPALIER) || entrant.equals(Entrant.ONNX_RUNTIME))
                .filter(child::isBuilt)
                .toList();
    }

    private List<Results.ColdStart> coldStarts(Jdk jdk, Row row) throws InterruptedException {
        progress.say("first prediction of " + row.label() + " on " + jdk.label());
        Map<Entrant, List<Double>> nanos = new LinkedHashMap<>();
        Map<Entrant, String> notes = new HashMap<>();
        int threads = Runtime.getRuntime().availableProcessors();
        for (int round = 0; round < rounds; round++) {
            for (Entrant entrant : compared()) {
                List<Double> own = nanos.computeIfAbsent(entrant, key -> new ArrayList<>());
                try {
                    own.add(child.coldStart(jdk, entrant, row.network(), threads));
                } catch (IOException e) {
                    notes.put(entrant, e.getMessage());
                }
            }
        }
        return nanos.entrySet().stream()
                .map(entry -> new Results.ColdStart(
                        jdk, row, entry.getKey(), entry.getValue(), notes.getOrDefault(entry.getKey(), "")))
                .toList();
    }

    private List<Results.MemoryUse> memory(Jdk jdk, Collector collector, Row row)
            throws IOException, InterruptedException {
        progress.say("memory of " + row.label() + " on " + jdk.label() + collector.clause());
        int threads = Runtime.getRuntime().availableProcessors();
        List<Results.MemoryUse> uses = new ArrayList<>();
        for (Entrant entrant : compared()) {
            List<Double> resident = new ArrayList<>();
            List<Double> heap = new ArrayList<>();
            String note = "";
            for (int round = 0; round < rounds; round++) {
                Map<String, Object> result = child.memory(jdk, collector, entrant, row, threads);
                if (result.get("residentBytes") instanceof Number bytes) {
                    resident.add(bytes.doubleValue());
                }
                if (result.get("heapBytes") instanceof Number bytes) {
                    heap.add(bytes.doubleValue());
                }
                note = result.get("failed") instanceof String reason ? reason : note;
            }
            uses.add(new Results.MemoryUse(jdk, row, collector, entrant, resident, heap, note));
        }
        return uses;
    }
}
