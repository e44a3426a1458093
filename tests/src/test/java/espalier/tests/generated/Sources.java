package espalier.tests.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The annotated interfaces of this module, as texts to compile again. */
final class Sources {

    /** What makes javac see the Vector API, so that both dialects are written. */
    static final List<String> WITH_VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static final Path ROOT = Path.of("src", "test", "java");

    private Sources() {}

    /** Every network of the fixtures. */
    static Map<String, String> fixtures() {
        return fixtures("Fixtures.java");
    }

    /** The whole networks among them. */
    static Map<String, String> wholeNetworks() {
        return fixtures("NetworkFixtures.java");
    }

    private static Map<String, String> fixtures(String ending) {
        try (Stream<Path> files = Files.list(ROOT.resolve("espalier/tests/fixtures"))) {
            Map<String, String> sources = new TreeMap<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                sources.put("espalier/tests/fixtures/" + file.getFileName(), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One network, such as {@code LeNet5}. */
    static Map<String, String> behavior(String name) {
        String file = "espalier/tests/behavior/" + name + ".java";
        try {
            return Map.of(file, Files.readString(ROOT.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
