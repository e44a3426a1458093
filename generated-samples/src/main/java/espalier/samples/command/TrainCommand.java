package espalier.samples.command;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.io.Safetensors;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.DivergedException;
import espalier.runtime.train.Evaluation;
import espalier.runtime.train.History;
import espalier.runtime.train.Trainer;
import espalier.samples.catalog.OptimizerKind;
import espalier.samples.catalog.Recipe;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.report.ConfusionDrawing;
import espalier.samples.report.Curves;
import espalier.samples.report.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier train}. */
@Command(
        name = "train",
        description = {
            "Trains a network from fresh weights, and draws how it went.",
            "",
            "Without further options it trains with settings known to work, on images that ship with the samples (Xor: on "
                    + "its four points; networks for photographs: on those that --data names). Written to the output folder: "
                    + "weights.safetensors, history.csv, curves.png, confusion.csv and confusion.png. The same seed gives the same weights, on any number of threads."
        })
final class TrainCommand extends EspalierCommand {
    static final String WEIGHTS = "weights.safetensors";
    static final int EVALUATION_BATCH = 200;

    @Parameters(paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    @Mixin
    private DataOption data;

    @Option(names = "--epochs", paramLabel = "N", description = "How often each image is seen.")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images a step.")
    private Integer batch;

    @Option(names = "--lr", paramLabel = "X", description = "The learning rate to start with.")
    private Double learningRate;

    @Option(
            names = "--optimizer",
            paramLabel = "O",
            description = "sgd, momentum (0.9), nesterov (0.9), adam or adamw (weight decay 0.01).")
    private OptimizerKind optimizer;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Scales the gradients down whenever their norm over all weights exceeds X; by default never.")
    private double clipNorm = Double.POSITIVE_INFINITY;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides the first weights and the order of the images; by default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write; made if missing, files of those names are replaced. By default runs/<net>.")
    private Path out;

    @Mixin
    private RunOptions run;

    TrainCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() throws IOException {
        SampleNetwork sample = network(net);
        Recipe recipe = recipe(sample.recipe());
        Path folder =
                Objects.requireNonNullElse(out, Path.of("runs", sample.name().toLowerCase(Locale.ROOT)));
        return this.<Map<String, Object>, IOException>run(options -> train(sample, recipe, folder, options));
    }

    private <T, E extends Exception> T run(RunOptions.Action<T, E> action) throws E {
        return run.with(seed, action);
    }

    /** The network's own settings, but for what the user asked for. */
    private Recipe recipe(Recipe own) {
        OptimizerKind kind = Objects.requireNonNullElse(optimizer, own.optimizer());
        double usualRate = kind == own.optimizer() ? own.learningRate() : kind.usualRate();
        double rate = Objects.requireNonNullElse(learningRate, usualRate);
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw misunderstood("--lr must be above 0, not " + rate + ".");
        }
        if (!(clipNorm > 0)) {
            throw misunderstood("--clip-norm must be above 0, not " + clipNorm + ".");
        }
        return new Recipe(
                atLeastOne("--epochs", Objects.requireNonNullElse(epochs, own.epochs())),
                atLeastOne("--batch", Objects.requireNonNullElse(batch, own.batch())),
                kind,
                rate,
                own.schedule());
    }

    private Map<String, Object> train(SampleNetwork sample, Recipe recipe, Path wanted, NetworkOptions options)
            throws IOException {
        ClassificationLoss loss = sample.task().loss();
        Network network = sample.create(options);
        Optional<Path> source = data.folder();
        Dataset training = sample.task().training(network, source);
        Dataset validation = sample.task().validation(network, source);
        OutputFolder folder = OutputFolder.prepare(wanted);
        console()
                .line(
                        "%s: %,d parameters, %,d training and %,d validation images; %s, batch %d, %s, learning rate"
                                + " %s%s; %s kernels, %s",
                        console().strong(network.name()),
                        network.parameters().count(),
                        training.size(),
                        validation.size(),
                        Console.count(recipe.epochs(), "epoch"),
                        recipe.batch(),
                        recipe.optimizer().name().toLowerCase(Locale.ROOT),
                        recipe.learningRate(),
                        Double.isFinite(clipNorm) ? ", gradient norm up to " + clipNorm : "",
                        network.dialect().name().toLowerCase(Locale.ROOT),
                        Console.count(network.workers().threads(), "thread"));
        long start = System.nanoTime();
        History history = history(network, loss, recipe, training, validation);
        double seconds = (System.nanoTime() - start) / 1e9;
        Evaluation evaluation = Evaluation.of(network, validation, loss, EVALUATION_BATCH);
        Safetensors.save(folder.file(WEIGHTS), network.parameters(), Weights.metadata(network, validation));
        write(folder, network.name(), history, evaluation);
        console()
                .line(
                        "%s on %,d validation images, loss %.4f, after %s in %.1f s.",
                        console().good(String.format(Locale.ROOT, "Accuracy %.2f %%", 100 * evaluation.accuracy())),
                        validation.size(),
                        evaluation.loss(),
                        Console.count(history.epochs().size(), "epoch"),
                        seconds);
        console().line("Weights, history, curves and confusion matrix are in %s.", folder.file(""));
        return result(network, evaluation, history, seconds, folder);
    }

    private History history(
            Network network, ClassificationLoss loss, Recipe recipe, Dataset training, Dataset validation) {
        try (EpochReport report = new EpochReport(console(), recipe.epochs())) {
            return Trainer.of(network, loss, recipe.optimizer().create(recipe.learningRate()))
                    .withBatch(recipe.batch())
                    .withEpochs(recipe.epochs())
                    .withSchedule(recipe.schedule())
                    .withSeed(seed)
                    .withMaxGradientNorm(clipNorm)
                    .withValidation(validation)
                    .withListener(report)
                    .train(training);
        } catch (DivergedException | IllegalArgumentException e) {
            // The latter of a batch that no Java array holds, or data that do not fit, in a sentence.
            throw new Failure(e.getMessage(), e);
        }
    }

    private void write(OutputFolder folder, String name, History history, Evaluation evaluation) throws IOException {
        folder.write("history.csv", history.toCsv());
        folder.write("confusion.csv", evaluation.confusion().toCsv());
        try {
            folder.write("curves.png", Curves.draw(name, history));
            folder.write("confusion.png", ConfusionDrawing.draw(name, evaluation.confusion()));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A JVM without fonts, or without the desktop module, throws any of these.
            environment()
                    .console()
                    .err()
                    .println("espalier: The drawings were left out, since this JVM cannot draw text (" + e
                            + "); installing a font usually helps.");
        }
    }

    private static Map<String, Object> result(
            Network network, Evaluation evaluation, History history, double seconds, OutputFolder folder) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", network.name());
        result.put("accuracy", evaluation.accuracy());
        result.put("loss", evaluation.loss());
        result.put("epochs", history.epochs().size());
        result.put("seconds", seconds);
        result.put("threads", network.workers().threads());
        result.put("dialect", network.dialect().name().toLowerCase(Locale.ROOT));
        result.put("out", folder.file("").toString());
        result.put("files", List.of(WEIGHTS, "history.csv", "curves.png", "confusion.csv", "confusion.png"));
        return result;
    }
}
