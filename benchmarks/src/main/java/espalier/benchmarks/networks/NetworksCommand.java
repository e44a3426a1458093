package espalier.benchmarks.networks;

import espalier.benchmarks.contender.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code benchmarks/run networks}. */
@Command(
        name = "networks",
        mixinStandardHelpOptions = true,
        description = {
            "Measures whole networks side by side: Espalier, ONNX Runtime, PyTorch through DJL, Deeplearning4j.",
            "",
            "Each contender, network, task and number of threads is measured in a JVM of its own, one contender after the"
                    + " other, round after round. All have the same weights and images, and must compute the same before"
                    + " they are timed."
        },
        footer = {
            "",
            "Logs are left in benchmarks/target/logs.",
            "Exit codes: 0 done, 1 something failed or computed something else, 2 not understood."
        })
final class NetworksCommand implements Callable<Integer> {

    private static final int LEAST_THREADS = 1;

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("espalier");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--networks",
            paramLabel = "NET",
            split = ",",
            description = "Some of them only, such as lenet5,resnet18.")
    private List<String> networks = List.of();

    @Option(
            names = "--tasks",
            paramLabel = "TASK",
            split = ",",
            defaultValue = "inference,training",
            description = "By default ${DEFAULT-VALUE}.")
    private List<Task> tasks;

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "By default ${DEFAULT-VALUE}.")
    private List<Integer> threads;

    @Option(
            names = "--contenders",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "onnxruntime,djl,deeplearning4j",
            description =
                    "With whom Espalier is compared, by default ${DEFAULT-VALUE}; also scalar: its own plain loops.")
    private List<String> contenders;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Processes for each figure, by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "X",
            defaultValue = "2",
            description = "How long each process measures after warm-up, by default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--java",
            paramLabel = "HOME",
            split = ",",
            description = "The JDKs to measure on, by default the one that runs this.")
    private List<Path> javas = List.of(Path.of(System.getProperty("java.home")));

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write everything that was measured there, after each round and at the end.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables there.")
    private Path markdown;

    @Option(names = "--write-readme", description = "Write the tables into README.md, between the marks.")
    private boolean writeReadme;

    private final Path root;

    private NetworksCommand(Path root) {
        this.root = root;
    }

    /** Runs the command line; the first argument is the project's folder. */
    public static void main(String[] arguments) {
        // Which kernels would run in this process, where none does.
        LOGGER.setLevel(Level.WARNING);
        List<String> all = List.of(arguments);
        CommandLine line = new CommandLine(new NetworksCommand(Path.of(all.get(0))))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    boolean expected = exception instanceof IOException;
                    command.getErr().println("benchmarks: " + (expected ? exception.getMessage() : exception));
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(line.execute(all.subList(1, all.size()).toArray(String[]::new)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr());
        List<Cell> cells = cells();
        List<Entrant> entrants = entrants();
        if (Machine.here().busy()) {
            progress.say("this machine is busy with something else; the figures will say little");
        }
        Child child = new Child(root.resolve("benchmarks"));
        Results results;
        try {
            results = new Campaign(
                            child,
                            root.resolve("generated-samples/target/generated-sources"),
                            cells,
                            entrants,
                            rounds,
                            seconds,
                            progress)
                    .run(this::writeJson);
        } finally {
            child.deleteFiles();
        }
        MarkdownReport report = new MarkdownReport(results);
        out.println(report.page());
        writeJson(results);
        if (markdown != null) {
            Files.writeString(markdown, report.page());
        }
        if (writeReadme) {
            Path readme = root.resolve("README.md");
            Files.writeString(readme, MarkedBlock.replace(Files.readString(readme), report.summary()));
        }
        return results.sound() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void writeJson(Results results) throws IOException {
        if (json != null) {
            Files.writeString(json, JsonReport.of(results));
        }
    }

    private List<Cell> cells() throws IOException {
        if (rounds < 1 || !(seconds > 0) || threads.stream().anyMatch(count -> count < LEAST_THREADS)) {
            throw misunderstood("--rounds and --threads must be at least 1, --seconds above 0.");
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (String network : networks) {
            wanted.add(Row.all().stream()
                    .map(Row::network)
                    .filter(name -> letters(name).equals(letters(network)))
                    .findFirst()
                    .orElseThrow(() -> misunderstood("There is no network " + network + " here; there are "
                            + Row.all().stream().map(Row::network).distinct().collect(Collectors.joining(", "))
                            + ".")));
        }
        List<Jdk> jdks = new ArrayList<>();
        for (Path java : javas) {
            jdks.add(Jdk.at(java));
        }
        List<Cell> cells = Row.all().stream()
                .filter(row -> wanted.isEmpty() || wanted.contains(row.network()))
                .filter(row -> tasks.contains(row.task()))
                .flatMap(row -> threads.stream()
                        .distinct()
                        .flatMap(count -> jdks.stream().map(jdk -> new Cell(row, count, jdk))))
                .toList();
        if (cells.isEmpty()) {
            throw misunderstood("Nothing is to be measured: these networks do not have these tasks here.");
        }
        return cells;
    }

    private List<Entrant> entrants() {
        Set<Entrant> entrants = new LinkedHashSet<>(List.of(Entrant.ESPALIER));
        for (String id : contenders) {
            entrants.add(Entrant.find(id)
                    .orElseThrow(() -> misunderstood("There is no contender " + id + "; there are "
                            + Entrant.all().stream().map(Entrant::id).collect(Collectors.joining(", ")) + ".")));
        }
        return List.copyOf(entrants);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private ParameterException misunderstood(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
