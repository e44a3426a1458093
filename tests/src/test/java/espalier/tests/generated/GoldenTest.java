package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.EspalierProcessor;
import espalier.tests.compile.UserCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exact text of a few generated files. {@code mvn -pl tests -am verify -Dtest=GoldenTest -Despalier.goldens=rewrite}
 * rewrites them; read the difference before it is committed.
 */
class GoldenTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "espalier", "tests", "generated");

    private static final boolean REWRITE = "rewrite".equals(System.getProperty("espalier.goldens"));

    private static final Map<String, String> GENERATED = UserCompiler.JAVAC
            .compile(Sources.behavior("LeNet5"), List.of(new EspalierProcessor()), Sources.WITH_VECTORS)
            .generatedSources();

    @ParameterizedTest
    @ValueSource(strings = {"LeNet5Network", "LeNet5Training"})
    void text(String name) throws IOException {
        String text = GENERATED.get("espalier/tests/behavior/" + name + ".java");
        Path golden = FOLDER.resolve(name + ".java.txt");
        if (REWRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
    }
}
