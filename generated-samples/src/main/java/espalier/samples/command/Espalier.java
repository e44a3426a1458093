package espalier.samples.command;

import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code espalier} command line: lists, trains, measures and draws the sample networks.
 *
 * <p>Exit codes: 0 if all went well, 1 if something failed (a file, the training), 2 if the command was not understood.
 * An error is one sentence on standard error.
 */
@Command(
        name = "espalier",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Trains, measures and draws convolutional networks that are written as annotated Java.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "NET is a network's name, case and punctuation ignored: lenet5 or LeNet-5.",
            "'espalier COMMAND --help' tells more about a command.",
            "Exit codes: 0 done, 1 failed, 2 not understood."
        })
public final class Espalier implements Runnable {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("espalier");

    @Spec
    private CommandSpec spec;

    private Espalier() {}

    /** Runs the command line over all sample networks and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // Which kernels run is said where it matters, by the commands.
        LOGGER.setLevel(Level.WARNING);
        Console console = Console.ofProcess();
        int exitCode;
        try {
            exitCode = run(SampleNetworks.all(), console, arguments);
        } catch (OutOfMemoryError e) {
            console.err()
                    .println(console.bad("espalier: There is not enough memory; a smaller --batch needs less, and"
                            + " ESPALIER_OPTS=-Xmx4g allows more."));
            exitCode = CommandLine.ExitCode.SOFTWARE;
        }
        console.err().flush();
        System.exit(exitCode);
    }

    /** Runs the command line over the given networks and returns its exit code. */
    public static int run(SampleNetworks networks, Console console, String... arguments) {
        Environment environment = new Environment(networks, console);
        CommandLine line = new CommandLine(new Espalier());
        List.of(
                        new ListCommand(environment),
                        new SummaryCommand(environment),
                        new TrainCommand(environment),
                        new EvaluateCommand(environment),
                        new PredictCommand(environment),
                        new BenchCommand(environment),
                        new ExportCommand(environment))
                .forEach(line::addSubcommand);
        return line.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(Help.defaultColorScheme(console.ansi()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(console.columns() + 1)
                .setParameterExceptionHandler((exception, all) -> misunderstood(exception, console))
                .setExecutionExceptionHandler((exception, command, parsed) -> failed(exception, console))
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int misunderstood(ParameterException exception, Console console) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println(console.bad(command + ": " + exception.getMessage()));
        console.err().println("Try '" + command + " --help'.");
        console.err().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception exception, Console console) {
        console.err().println(console.bad("espalier: " + sentence(exception)));
        console.err().flush();
        if (Boolean.getBoolean("espalier.trace")) {
            exception.printStackTrace(console.err());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(Exception exception) {
        if (exception instanceof Failure || exception instanceof IOException) {
            return exception.getMessage();
        }
        return "This should not happen, please report it: " + exception
                + " (ESPALIER_OPTS=-Despalier.trace=true shows where).";
    }
}
