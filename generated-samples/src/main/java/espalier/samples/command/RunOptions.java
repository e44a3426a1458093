package espalier.samples.command;

import espalier.runtime.Dialect;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Workers;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a network is run: options that several commands share. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Divide the work over so many threads; by default one a processor. Results do not depend on it.")
    private Integer threads;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description =
                    "The kernels that run: scalar (plain loops) or vector; by default the fastest that this JVM can.")
    private Dialect dialect;

    /** Runs something with workers of the wanted number, which end with it. */
    <T, E extends Exception> T with(long seed, Action<T, E> action) throws E {
        if (threads != null && threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads must be at least 1, not " + threads + ".");
        }
        if (dialect == Dialect.VECTOR && !Dialect.vectorAvailable()) {
            throw new Failure("The vector dialect needs a JVM started with --add-modules jdk.incubator.vector.");
        }
        try (Workers workers = threads == null ? Workers.shared() : Workers.of(threads)) {
            return action.run(new NetworkOptions(seed, workers, Optional.ofNullable(dialect), Optional.empty(), false));
        }
    }

    /** What is done with the options. */
    interface Action<T, E extends Exception> {
        T run(NetworkOptions options) throws E;
    }
}
