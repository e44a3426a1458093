package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No message without a test of its text and place. */
class CatalogueTest {

    private static final Path TESTS = Path.of("src", "test", "java", "espalier", "tests", "compile");

    @Test
    void everyCodeHasACase() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }
        List<String> untested = Arrays.stream(ProblemCode.values())
                .map(ProblemCode::code)
                .filter(code -> tests.indexOf("[" + code + "]") < 0)
                .toList();

        assertEquals(List.of(), untested);
    }
}
