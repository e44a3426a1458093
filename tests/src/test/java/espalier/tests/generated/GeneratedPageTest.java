package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.EspalierProcessor;
import espalier.tests.compile.Compilation;
import espalier.tests.compile.UserCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/generated-lenet5.md} shows what is generated for LeNet-5, to the byte. After a change that is meant,
 * {@code mvn test -pl tests -am -Dtest=GeneratedPageTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Despalier.rewrite=true} writes it anew.
 */
class GeneratedPageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGE = ROOT.resolve("docs/generated-lenet5.md");
    private static final String PACKAGE = "espalier/samples/networks/";
    private static final List<String> FIRST = List.of("Network", "Inference", "Training", "Graph", "Kernels");

    @Test
    void thePageShowsWhatIsGenerated() throws IOException {
        String source = Files.readString(ROOT.resolve("generated-samples/src/main/java/" + PACKAGE + "LeNet5.java"));
        Compilation compilation = UserCompiler.JAVAC.compile(
                Map.of(PACKAGE + "LeNet5.java", source),
                List.of(new EspalierProcessor()),
                List.of("--add-modules", "jdk.incubator.vector"));
        assertTrue(compilation.success(), () -> compilation.messages().toString());
        String page = page(source, compilation.generatedSources());
        if (Boolean.getBoolean("espalier.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "docs/generated-lenet5.md is out of date; see this test's Javadoc");
    }

    private static String page(String source, Map<String, String> generated) {
        List<String> names = new ArrayList<>(generated.keySet());
        String kernels = generated.get(PACKAGE + "LeNet5Kernels.java");
        names.sort(Comparator.comparingInt(GeneratedPageTest::wiringFirst)
                .thenComparingInt(name -> kernels.indexOf("new " + simpleName(name) + "("))
                .thenComparing(Comparator.naturalOrder()));
        StringBuilder page = new StringBuilder("""
                # What is generated for LeNet-5

                This page shows the sources as the processor writes them, whole, and a test keeps it so. First the classes
                that read as the network, then the kernels in the order of the layers, each in both dialects.

                From this interface:

                """);
        fence(page, source.substring(source.indexOf("@Network")));
        for (String name : names) {
            page.append("\n## ").append(simpleName(name)).append("\n\n");
            fence(page, generated.get(name));
        }
        return page.toString();
    }

    private static int wiringFirst(String name) {
        int place = FIRST.indexOf(simpleName(name).substring("LeNet5".length()));
        return place < 0 ? FIRST.size() : place;
    }

    private static String simpleName(String file) {
        return file.substring(PACKAGE.length(), file.length() - ".java".length());
    }

    private static void fence(StringBuilder page, String java) {
        page.append("```java\n").append(java.stripTrailing()).append("\n```\n");
    }
}
