package espalier.samples.command;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.samples.catalog.ImageTask;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.data.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier predict}. */
@Command(
        name = "predict",
        description = {
            "Tells what images show.",
            "",
            "An image may have any size and any format that Java reads (PNG, JPEG, GIF, BMP, TIFF). It is scaled with its "
                    + "proportions kept and normalised as in training. The small networks learn from grey, light things on a "
                    + "dark ground: for a dark thing on a light ground give --invert."
        })
final class PredictCommand extends EspalierCommand {
    private static final int SHOWN_CLASSES = 3;

    @Parameters(index = "0", paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
    private List<Path> files;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            required = true,
            description = "The trained weights, a safetensors file.")
    private Path weights;

    @Option(names = "--invert", description = "The images show dark things on a light ground.")
    private boolean invert;

    @Mixin
    private RunOptions run;

    PredictCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() throws IOException {
        SampleNetwork sample = network(net);
        if (!(sample.task() instanceof ImageTask task)) {
            throw misunderstood(sample.name() + " does not look at images; its input is numbers.");
        }
        return run.<Map<String, Object>, IOException>with(0, options -> predict(sample, task, options));
    }

    private Map<String, Object> predict(SampleNetwork sample, ImageTask task, NetworkOptions options)
            throws IOException {
        Network network = sample.create(options);
        String output = network.outputs().get(network.outputs().size() - 1);
        List<String> classes =
                Weights.load(weights, network, network.outputShape(output).get(0));
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files) {
            Picture picture = Picture.read(file, task.pixels().channels());
            pictures.add(invert ? picture.inverted() : picture);
        }
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            Tensor input = task.input(pictures.get(i), network);
            double[] probabilities = task.probabilities(network.predict(input).data());
            List<Integer> order = IntStream.range(0, classes.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                    .toList();
            console()
                    .line(
                            "%s: %s",
                            file,
                            order.stream()
                                    .limit(SHOWN_CLASSES)
                                    .map(label -> shown(classes.get(label), probabilities[label]))
                                    .collect(Collectors.joining(", ")));
            predictions.add(prediction(file, classes, probabilities, order));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", network.name());
        result.put("predictions", predictions);
        return result;
    }

    private static String shown(String name, double probability) {
        return String.format(Locale.ROOT, "%s %.1f %%", name, 100 * probability);
    }

    private static Map<String, Object> prediction(
            Path file, List<String> classes, double[] probabilities, List<Integer> order) {
        List<Map<String, Object>> ranked = new ArrayList<>();
        for (int label : order) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("label", label);
            entry.put("name", classes.get(label));
            entry.put("probability", probabilities[label]);
            ranked.add(entry);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("image", file.toString());
        result.put("classes", ranked);
        return result;
    }
}
