package espalier.benchmarks.networks;

import espalier.benchmarks.contender.Task;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The results as a page for people. */
final class MarkdownReport {

    private static final String NONE = "-";

    /** Two threads against one. */
    private static final Map<String, Double> SPEED_UPS = Map.of("Vgg16", 1.8, "ResNet18", 1.8);

    private static final double LENET5_START_RATIO = 2;
    private static final double RESNET18_START_SECONDS = 1.5;
    private static final double MEMORY_RATIO = 1.5;
    private static final double SCALAR_GIGAFLOPS = 20;
    private static final String SCALAR_NETWORK = "ResNet18";
    private static final double JDK_DIFFERENCE = 0.15;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Results results;
    private final boolean severalJdks;

    MarkdownReport(Results results) {
        this.results = results;
        this.severalJdks = results.jdks().size() > 1;
    }

    /** The times and, below, all else that has a target. */
    String summary() {
        StringBuilder text = new StringBuilder(heading()).append('\n').append(times());
        notes().forEach(note -> text.append("\n- ").append(note));
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        MarkdownTable others = others();
        if (others != null) {
            text.append('\n').append(others);
        }
        return text.toString();
    }

    /** The summary and the sizes of the generated sources. */
    String page() {
        Set<String> networks = results.cells().stream()
                .map(cell -> cell.row().network())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        MarkdownTable sizes = new MarkdownTable(List.of("network", "generated sources"));
        networks.stream()
                .filter(results.generatedBytes()::containsKey)
                .forEach(network -> sizes.row(List.of(
                        network, Figures.megabytes(results.generatedBytes().get(network)))));
        return summary() + "\n" + sizes;
    }

    private String heading() {
        Machine machine = results.machine();
        String jdks = results.jdks().stream().map(Jdk::label).collect(Collectors.joining(" and "));
        String versions = results.entrants().stream()
                .map(Entrant::id)
                .filter(results.versions()::containsKey)
                .map(results.versions()::get)
                .distinct()
                .collect(Collectors.joining(", "));
        String peaks = results.cells().stream()
                .map(Cell::threads)
                .distinct()
                .flatMap(threads -> results.peak(threads).stream()
                        .map(peak -> String.format(
                                Locale.ROOT,
                                "%.0f GFLOP/s (%.0f..%.0f) on %d thread%s",
                                peak.median(),
                                peak.least(),
                                peak.most(),
                                threads,
                                threads == 1 ? "" : "s")))
                .collect(Collectors.joining(", "));
        return String.join(
                        "\n",
                        "Measured on "
                                + DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
                                        .format(results.date())
                                + ": " + machine.processor() + ", " + machine.cores() + " cores, " + machine.system()
                                + "; " + jdks + "; " + versions + ".",
                        "Peak of fused multiply-adds meanwhile: " + peaks + ".",
                        results.rounds() == 1
                                ? "Each figure is the median of single times after warm-up, in one process."
                                : "Each figure is the median of " + results.rounds()
                                        + " processes (least..most), each the median of single times after warm-up.",
                        "The ratio is the fastest peer's time to Espalier's, bold where it reaches the target.")
                + (machine.busy()
                        ? "\n**The machine was busy when this began (load " + Figures.digits(machine.load())
                                + "): the figures say little.**"
                        : "")
                + "\n";
    }

    private MarkdownTable times() {
        List<String> header = new ArrayList<>(List.of("network", "threads"));
        if (severalJdks) {
            header.add("JDK");
        }
        results.entrants().forEach(entrant -> header.add(entrant.label()));
        header.addAll(List.of("ratio", "target", "of peak"));
        MarkdownTable table = new MarkdownTable(header);
        for (Cell cell : results.cells()) {
            List<String> row = new ArrayList<>(List.of(cell.row().text(), Integer.toString(cell.threads())));
            if (severalJdks) {
                row.add(cell.jdk().version());
            }
            for (Entrant entrant : results.entrants()) {
                row.add(results.time(cell, entrant).map(Figures::time).orElse(NONE));
            }
            OptionalDouble target = cell.row().target(cell.threads());
            row.add(ratio(results.ratio(cell), target));
            row.add(target.isPresent() ? Double.toString(target.getAsDouble()) : NONE);
            OptionalDouble share = results.shareOfPeak(cell);
            row.add(share.isPresent() ? Figures.percent(share.getAsDouble()) : NONE);
            table.row(row);
        }
        return table;
    }

    private static String ratio(OptionalDouble ratio, OptionalDouble target) {
        if (ratio.isEmpty()) {
            return NONE;
        }
        String text = Figures.ratio(ratio.getAsDouble());
        return target.isPresent() && ratio.getAsDouble() >= target.getAsDouble() ? "**" + text + "**" : text;
    }

    /** The reasons for dashes: for each contender and reason, where. */
    private List<String> notes() {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        for (Entrant entrant : results.entrants()) {
            for (Cell cell : results.cells()) {
                results.outcomes(cell, entrant).stream()
                        .map(Outcome::note)
                        .filter(note -> !note.isEmpty())
                        .forEach(note -> places.computeIfAbsent(
                                        entrant.label() + ": " + note, key -> new LinkedHashSet<>())
                                .add(cell.row().text()));
            }
        }
        return places.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join("; ", entry.getValue()) + ").")
                .toList();
    }

    /** Start, memory, threads, the scalar dialect and JDKs; null if nothing of it was measured. */
    private MarkdownTable others() {
        List<List<String>> rows = new ArrayList<>();
        for (Jdk jdk : results.jdks()) {
            coldStarts(jdk, rows);
            for (Collector collector : Collector.values()) {
                memory(jdk, collector, rows);
            }
        }
        speedUps(rows);
        scalar(rows);
        jdks(rows);
        if (rows.isEmpty()) {
            return null;
        }
        MarkdownTable table = new MarkdownTable(List.of("besides", "Espalier", "ONNX Runtime", "reached", "target"));
        rows.forEach(table::row);
        return table;
    }

    private String on(Jdk jdk) {
        return severalJdks ? ", " + jdk.label() : "";
    }

    private void coldStarts(Jdk jdk, List<List<String>> rows) {
        Map<Row, Map<Entrant, Results.ColdStart>> byRow = new LinkedHashMap<>();
        results.coldStarts().stream()
                .filter(start -> start.jdk().equals(jdk))
                .forEach(start -> byRow.computeIfAbsent(start.row(), key -> new LinkedHashMap<>())
                        .put(start.entrant(), start));
        byRow.forEach((row, starts) -> {
            Optional<Spread> ours = spread(starts.get(Entrant.ESPALIER));
            Optional<Spread> theirs = spread(starts.get(Entrant.ONNX_RUNTIME));
            boolean absolute = row.network().equals(SCALAR_NETWORK);
            String reached = absolute
                    ? ours.map(spread -> marked(
                                    Figures.time(spread.median()),
                                    spread.median() < RESNET18_START_SECONDS * NANOS_PER_SECOND))
                            .orElse(NONE)
                    : both(ours, theirs)
                            .map(ratio -> marked(
                                    Figures.ratio(ratio) + " of ONNX Runtime's", ratio * LENET5_START_RATIO <= 1))
                            .orElse(NONE);
            rows.add(List.of(
                    "first prediction of " + row.label() + " from the JVM's start" + on(jdk),
                    ours.map(Figures::time).orElse(NONE),
                    theirs.map(Figures::time).orElse(NONE),
                    reached,
                    absolute
                            ? "under " + RESNET18_START_SECONDS + " s"
                            : "at most " + Figures.ratio(1 / LENET5_START_RATIO) + " of ONNX Runtime's"));
        });
    }

    private static Optional<Spread> spread(Results.ColdStart start) {
        return start == null || start.nanos().isEmpty() ? Optional.empty() : Optional.of(Spread.of(start.nanos()));
    }

    private static Optional<Double> both(Optional<Spread> ours, Optional<Spread> theirs) {
        return ours.flatMap(own -> theirs.map(other -> own.median() / other.median()));
    }

    private void memory(Jdk jdk, Collector collector, List<List<String>> rows) {
        Map<Entrant, Results.MemoryUse> uses = results.memory().stream()
                .filter(use -> use.jdk().equals(jdk) && use.collector() == collector)
                .collect(Collectors.toMap(Results.MemoryUse::entrant, use -> use));
        Results.MemoryUse own = uses.get(Entrant.ESPALIER);
        if (own == null) {
            return;
        }
        Results.MemoryUse other = uses.get(Entrant.ONNX_RUNTIME);
        Optional<Spread> ours = bytes(own.residentBytes());
        Optional<Spread> theirs = other == null ? Optional.empty() : bytes(other.residentBytes());
        String label = own.row().label();
        rows.add(List.of(
                "resident memory, " + label + collector.clause() + on(jdk),
                ours.map(spread -> Figures.megabytes(spread.median())).orElse(NONE),
                theirs.map(spread -> Figures.megabytes(spread.median())).orElse(NONE),
                both(ours, theirs)
                        .map(ratio -> marked(Figures.ratio(ratio) + " of ONNX Runtime's", ratio <= MEMORY_RATIO))
                        .orElse(NONE),
                "at most " + MEMORY_RATIO + " of ONNX Runtime's"));
        rows.add(List.of(
                "of it Java heap in use" + collector.clause() + on(jdk),
                bytes(own.heapBytes())
                        .map(spread -> Figures.megabytes(spread.median()))
                        .orElse(NONE),
                other == null
                        ? NONE
                        : bytes(other.heapBytes())
                                .map(spread -> Figures.megabytes(spread.median()))
                                .orElse(NONE),
                NONE,
                NONE));
    }

    private static Optional<Spread> bytes(List<Double> bytes) {
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Spread.of(bytes));
    }

    private void speedUps(List<List<String>> rows) {
        for (Cell cell : results.cells()) {
            Double target = SPEED_UPS.get(cell.row().network());
            Cell one = new Cell(cell.row(), 1, cell.jdk());
            if (target != null
                    && cell.threads() == 2
                    && cell.row().task() == Task.INFERENCE
                    && results.cells().contains(one)) {
                rows.add(List.of(
                        "two threads against one, " + cell.row().text() + on(cell.jdk()),
                        speedUp(one, cell, Entrant.ESPALIER)
                                .map(gain -> Figures.ratio(gain) + " times")
                                .orElse(NONE),
                        speedUp(one, cell, Entrant.ONNX_RUNTIME)
                                .map(gain -> Figures.ratio(gain) + " times")
                                .orElse(NONE),
                        speedUp(one, cell, Entrant.ESPALIER)
                                .map(gain -> marked(Figures.ratio(gain) + " times", gain >= target))
                                .orElse(NONE),
                        "at least " + target + " times"));
            }
        }
    }

    private Optional<Double> speedUp(Cell one, Cell two, Entrant entrant) {
        return both(results.time(one, entrant), results.time(two, entrant));
    }

    private void scalar(List<List<String>> rows) {
        for (Cell cell : results.cells()) {
            OptionalDouble rate = results.gigaflops(cell, Entrant.SCALAR);
            if (rate.isPresent()
                    && cell.row().network().equals(SCALAR_NETWORK)
                    && cell.row().task() == Task.INFERENCE
                    && cell.threads() == 1) {
                String text = Figures.digits(rate.getAsDouble()) + " GFLOP/s";
                rows.add(List.of(
                        "scalar dialect, " + cell.row().text() + on(cell.jdk()),
                        text,
                        NONE,
                        marked(text, rate.getAsDouble() >= SCALAR_GIGAFLOPS),
                        "at least " + SCALAR_GIGAFLOPS + " GFLOP/s"));
            }
        }
    }

    /** Where one JDK lies furthest behind another. */
    private void jdks(List<List<String>> rows) {
        if (!severalJdks) {
            return;
        }
        double worst = 0;
        String where = "";
        for (Cell cell : results.cells()) {
            for (Jdk jdk : results.jdks()) {
                Optional<Double> ratio = both(
                        results.time(cell, Entrant.ESPALIER),
                        results.time(new Cell(cell.row(), cell.threads(), jdk), Entrant.ESPALIER));
                if (ratio.isPresent() && ratio.get() - 1 > worst) {
                    worst = ratio.get() - 1;
                    where = cell.text() + ": " + cell.jdk().label();
                }
            }
        }
        rows.add(List.of(
                "furthest that one JDK is behind another",
                where.isEmpty() ? NONE : where,
                NONE,
                marked(Figures.percent(worst), worst <= JDK_DIFFERENCE),
                "at most " + Figures.percent(JDK_DIFFERENCE)));
    }

    private static String marked(String text, boolean reached) {
        return reached ? "**" + text + "**" : text;
    }
}
