package espalier.samples.command;

import com.fasterxml.jackson.jr.ob.JSON;
import espalier.runtime.NetworkOptions;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.catalog.ImageTask;
import espalier.samples.catalog.OptimizerKind;
import espalier.samples.catalog.Recipe;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.catalog.SampleNetworks;
import espalier.samples.data.Pixels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Runs the command line in this JVM, over networks of one dense layer. */
final class CommandLineHarness {
    static final SampleNetworks NETWORKS =
            new SampleNetworks(List.of(linear("Linear28", 28, 0), linear("Linear32", 32, 2)));

    private CommandLineHarness() {}

    private static SampleNetwork linear(String name, int size, int margin) {
        return new SampleNetwork(
                name,
                "one dense layer",
                options -> new LinearNetwork(name, List.of(1, size, size), 10, options),
                () -> new LinearNetwork(name, List.of(1, size, size), 10, NetworkOptions.defaults()).summary(),
                new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED, margin, true),
                new Recipe(2, 16, OptimizerKind.SGD, 0.01, Schedule.constant()));
    }

    /** What a command said. */
    record Result(int exitCode, String out, String err) {

        /** The object on the last line. */
        Map<String, Object> json() throws IOException {
            List<String> lines = out.lines().toList();
            return JSON.std.mapFrom(lines.get(lines.size() - 1));
        }

        /** The first line of what was said about an error. */
        String sentence() {
            return err.lines().findFirst().orElse("");
        }
    }

    static Result run(SampleNetworks networks, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, false, false, 99);
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = Espalier.run(networks, console, words);
        console.out().flush();
        console.err().flush();
        return new Result(exitCode, out.toString(), err.toString());
    }

    static Result run(Object... arguments) {
        return run(NETWORKS, arguments);
    }
}
