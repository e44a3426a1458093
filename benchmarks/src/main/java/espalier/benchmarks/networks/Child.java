package espalier.benchmarks.networks;

import com.fasterxml.jackson.jr.ob.JSON;
import espalier.benchmarks.contender.FirstPrediction;
import espalier.benchmarks.contender.Measurement;
import espalier.benchmarks.contender.Preparation;
import espalier.benchmarks.contender.Task;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the processes that prepare and measure, each a fresh JVM with only its contender on the class path, and waits for
 * them. Where a child says what went wrong is in the log folder.
 */
final class Child {

    private static final long MOST_MINUTES = 20;

    /** As the command {@code timeout} ends. */
    private static final int TIMED_OUT = 124;

    private final Path benchmarks;
    private final Path work;
    private final Path logs;

    /**
     * For the built module {@code benchmarks}.
     *
     * @throws IOException if the folders for files and logs cannot be made
     */
    Child(Path benchmarks) throws IOException {
        this.benchmarks = benchmarks;
        this.work = benchmarks.resolve("target/networks");
        this.logs = benchmarks.resolve("target/logs");
        Files.createDirectories(work);
        Files.createDirectories(logs);
    }

    /** Where the weights and expected values of a network are. */
    Path folder(String network) {
        return work.resolve(network);
    }

    /** Deletes weights and expected values, which are large; the logs stay. */
    void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    /** Whether the contender's module was built. */
    boolean isBuilt(Entrant entrant) {
        return Files.isDirectory(target(entrant).resolve("classes"))
                && Files.isDirectory(target(entrant).resolve("lib"));
    }

    /**
     * Writes weights, ONNX file and expected values.
     *
     * @throws IOException if that fails, which is a failure of Espalier's
     */
    void prepare(Jdk jdk, String network, List<Row> rows) throws IOException, InterruptedException {
        Files.createDirectories(folder(network));
        List<String> arguments =
                new ArrayList<>(List.of(network, folder(network).toString()));
        rows.forEach(row -> arguments.add(row.task().label() + ":" + row.batch()));
        Path log = logs.resolve(network + "-preparation.log");
        int cores = Runtime.getRuntime().availableProcessors();
        int exit = run(jdk, Collector.USUAL, Entrant.ESPALIER, cores, Preparation.class, arguments, log);
        if (exit != 0) {
            throw new IOException(network + " could not be prepared; " + log + " tells why.");
        }
    }

    /** Times a contender. */
    Outcome measure(Cell cell, Entrant entrant, double seconds) throws IOException, InterruptedException {
        return Outcome.of(measurement(
                cell.jdk(), Collector.USUAL, entrant, cell.row(), cell.threads(), Double.toString(seconds)));
    }

    /** The most memory that a contender had resident, and the heap that it has in use, in bytes; or why there is none. */
    Map<String, Object> memory(Jdk jdk, Collector collector, Entrant entrant, Row row, int threads)
            throws IOException, InterruptedException {
        return measurement(jdk, collector, entrant, row, threads, "memory");
    }

    private Map<String, Object> measurement(
            Jdk jdk, Collector collector, Entrant entrant, Row row, int threads, String what)
            throws IOException, InterruptedException {
        Path result = folder(row.network()).resolve("result.json");
        Files.deleteIfExists(result);
        Path log = log(entrant, row.network() + "-" + row.task().label() + "-" + row.batch() + "-" + threads);
        List<String> arguments = List.of(
                entrant.className(),
                row.network(),
                row.task().label(),
                Integer.toString(row.batch()),
                Integer.toString(threads),
                folder(row.network()).toString(),
                result.toString(),
                what);
        int exit = run(jdk, collector, entrant, threads, Measurement.class, arguments, log);
        if (exit != 0 || !Files.exists(result)) {
            return Map.of("failed", end(exit, log));
        }
        return JSON.std.mapFrom(result.toFile());
    }

    /**
     * The time from the start of a JVM to its end after one prediction, in nanoseconds.
     *
     * @throws IOException if it fails
     */
    double coldStart(Jdk jdk, Entrant entrant, String network, int threads) throws IOException, InterruptedException {
        Path log = log(entrant, network + "-" + Task.INFERENCE.label() + "-first");
        List<String> arguments = List.of(
                entrant.className(),
                network,
                Integer.toString(threads),
                folder(network).toString());
        long start = System.nanoTime();
        int exit = run(jdk, Collector.USUAL, entrant, threads, FirstPrediction.class, arguments, log);
        long nanos = System.nanoTime() - start;
        if (exit != 0) {
            throw new IOException(end(exit, log));
        }
        return nanos;
    }

    private static String end(int exit, Path log) {
        String end = exit == TIMED_OUT
                ? "it was still running after " + MOST_MINUTES + " minutes"
                : "its process ended with " + exit;
        return end + ", see " + log.getFileName();
    }

    private Path log(Entrant entrant, String what) {
        return logs.resolve(what + "-" + entrant.id() + ".log");
    }

    private Path target(Entrant entrant) {
        return benchmarks.resolve(entrant.module()).resolve("target");
    }

    private int run(
            Jdk jdk, Collector collector, Entrant entrant, int threads, Class<?> main, List<String> arguments, Path log)
            throws IOException, InterruptedException {
        Path target = target(entrant);
        List<String> command = new ArrayList<>();
        command.add(jdk.java());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(collector.options());
        command.add("-cp");
        command.add(target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*");
        command.add(main.getName());
        command.addAll(arguments);
        // In the folder of the logs, since a JVM that crashes leaves its report where it runs.
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        try {
            return process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) ? process.exitValue() : TIMED_OUT;
        } finally {
            process.destroyForcibly();
        }
    }
}
