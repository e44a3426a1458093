package espalier.samples.command;

import espalier.runtime.Network;
import espalier.runtime.io.Safetensors;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Weights files: safetensors, with the names of the classes in their metadata. */
final class Weights {
    private static final String NETWORK = "espalier.network";
    private static final String CLASSES = "espalier.classes";

    private Weights() {}

    static Map<String, String> metadata(Network network, Dataset data) {
        // In a fixed order, so that the same training writes the same bytes.
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(NETWORK, network.name());
        metadata.put(CLASSES, String.join("\n", data.classNames()));
        return metadata;
    }

    /**
     * Reads the weights of a network.
     *
     * @return the names of its classes, numbers if the file does not say
     */
    static List<String> load(Path file, Network network, int classes) throws IOException {
        String names = Safetensors.load(file, network.parameters()).getOrDefault(CLASSES, "");
        List<String> list = names.lines().toList();
        return list.size() == classes
                ? list
                : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }
}
