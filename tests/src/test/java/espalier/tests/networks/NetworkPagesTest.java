package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.graph.NetworkGraph;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/networks} has a page for each sample network, made from the Javadoc of its interface, its graph and its
 * summary. After a change {@code mvn test -pl tests -am -Dtest=NetworkPagesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Despalier.rewrite=true} writes them anew.
 */
class NetworkPagesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGES = ROOT.resolve("docs/networks");
    private static final Path SOURCES = ROOT.resolve("generated-samples/src/main/java/espalier/samples/networks");

    static List<SampleNetwork> networks() {
        return SampleNetworks.all().list();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkHasItsPage(SampleNetwork network) throws IOException, ReflectiveOperationException {
        String source = Files.readString(SOURCES.resolve(network.name() + ".java"));
        compare(file(network), NetworkPage.of(network.summary(), graph(network), source));
    }

    @Test
    void theIndexListsAll() throws IOException {
        String rows = networks().stream()
                .map(network -> "| [%s](%s) | %s | %,d | %,d | %s |\n"
                        .formatted(
                                network.name(),
                                file(network),
                                network.summary().input().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining("x")),
                                network.summary().parameters(),
                                network.summary().macs(),
                                network.description()))
                .collect(Collectors.joining());
        compare("README.md", """
                # The sample networks

                Each is an annotated interface in [generated-samples](../../generated-samples); its page has its story, its
                diagram and its table. `generated-samples/bin/espalier summary vgg16` prints the same table.

                | network | input | parameters | multiply-adds | |
                |---|---|---:|---:|---|
                """ + rows);
    }

    @Test
    void noPageIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            List<String> pages = Stream.concat(networks().stream().map(NetworkPagesTest::file), Stream.of("README.md"))
                    .sorted()
                    .toList();
            assertEquals(
                    pages,
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static String file(SampleNetwork network) {
        return network.name().toLowerCase(Locale.ROOT) + ".md";
    }

    /** Without making the network, whose weights may be large. */
    private static NetworkGraph graph(SampleNetwork network) throws ReflectiveOperationException {
        return (NetworkGraph) Class.forName("espalier.samples.networks." + network.name() + "Graph")
                .getMethod("graph")
                .invoke(null);
    }

    private static void compare(String name, String page) throws IOException {
        Path file = PAGES.resolve(name);
        if (Boolean.getBoolean("espalier.rewrite")) {
            Files.createDirectories(PAGES);
            Files.writeString(file, page);
        }
        assertEquals(
                Files.exists(file) ? Files.readString(file) : "",
                page,
                file + " is out of date; see this test's Javadoc");
    }
}
