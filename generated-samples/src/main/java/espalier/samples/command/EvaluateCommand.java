package espalier.samples.command;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.io.Safetensors;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.Evaluation;
import espalier.samples.catalog.SampleNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Measures a trained network on the validation images.",
            "",
            "Shows which classes are taken for which: a row a true class, a column a predicted one, and at the end of a row "
                    + "the share that was recognised."
        })
final class EvaluateCommand extends EspalierCommand {
    @Parameters(paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            required = true,
            description = "The trained weights, a safetensors file.")
    private Path weights;

    @Mixin
    private DataOption data;

    @Mixin
    private RunOptions run;

    EvaluateCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() throws IOException {
        SampleNetwork sample = network(net);
        return run.<Map<String, Object>, IOException>with(0, options -> evaluate(sample, options));
    }

    private Map<String, Object> evaluate(SampleNetwork sample, NetworkOptions options) throws IOException {
        Network network = sample.create(options);
        Safetensors.load(weights, network.parameters());
        Dataset validation = sample.task().validation(network, data.folder());
        Evaluation evaluation = Evaluation.of(network, validation, sample.task().loss(), TrainCommand.EVALUATION_BATCH);
        if (human()) {
            console()
                    .line(
                            "True classes as rows, predicted ones as columns in the same order, and what share was recognised:");
            console().line("%s", evaluation.confusion());
        }
        console()
                .line(
                        "%s on %,d validation images, loss %.4f.",
                        console().good(String.format(Locale.ROOT, "Accuracy %.2f %%", 100 * evaluation.accuracy())),
                        validation.size(),
                        evaluation.loss());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", network.name());
        result.put("accuracy", evaluation.accuracy());
        result.put("loss", evaluation.loss());
        result.put("images", validation.size());
        return result;
    }
}
