package espalier.samples.command;

import com.fasterxml.jackson.jr.ob.JSON;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.catalog.UnknownNetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have in common: {@code --json}, and how they speak. */
abstract class EspalierCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--json",
            description = "Print one JSON object on the last line of standard output, and nothing else there.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli prints the help when it is set
    private boolean help;

    EspalierCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public final Integer call() throws IOException {
        Map<String, Object> result = execute();
        if (json) {
            environment.console().out().println(json(result));
            environment.console().out().flush();
        }
        return 0;
    }

    /**
     * Does the work and tells about it on {@link #console()}.
     *
     * @return what {@code --json} prints
     * @throws IOException whose message is a sentence for the user
     */
    abstract Map<String, Object> execute() throws IOException;

    /** For everything but JSON; on standard error if JSON is wanted. */
    final Console console() {
        return json ? environment.console().forJson() : environment.console();
    }

    /** Whether a table or the like, which JSON says as well, is wanted. */
    final boolean human() {
        return !json;
    }

    final Environment environment() {
        return environment;
    }

    final SampleNetwork network(String name) {
        try {
            return environment.networks().find(name);
        } catch (UnknownNetworkException e) {
            throw misunderstood(e.getMessage());
        }
    }

    /** The command line's own fault: exit code 2. */
    final ParameterException misunderstood(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    final int atLeastOne(String option, int value) {
        if (value < 1) {
            throw misunderstood(option + " must be at least 1, not " + value + ".");
        }
        return value;
    }

    private static String json(Map<String, Object> object) {
        try {
            return JSON.std.asString(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
