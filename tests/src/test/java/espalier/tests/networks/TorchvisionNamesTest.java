package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Parameter;
import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A torchvision {@code state_dict} loads without a mapping: every parameter and buffer has the name and the shape that
 * {@code tests/fixtures/torchvision_names.py} found there.
 */
class TorchvisionNamesTest {

    static List<String> networks() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void namesAndShapesAreTorchvisions(String network) throws IOException, URISyntaxException {
        List<String> expected = Files.readAllLines(folder().resolve(network + ".txt"));
        List<String> own = SampleNetworks.all().find(network).create().parameters().list().stream()
                .map(TorchvisionNamesTest::line)
                .toList();
        assertEquals(sorted(expected), sorted(own));
    }

    private static String sorted(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static String line(Parameter parameter) {
        return parameter.name() + " "
                + Arrays.stream(parameter.shape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(TorchvisionNamesTest.class.getResource("torchvision").toURI());
    }
}
