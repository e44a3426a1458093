package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.ProblemCode.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/errors.md} lists the catalogue of messages with an example of each, which one of the tests beside this one
 * compiles. After a change {@code mvn test -pl tests -am -Dtest=ErrorsPageTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Despalier.rewrite=true} writes the page anew.
 */
class ErrorsPageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGE = ROOT.resolve("docs/errors.md");
    private static final Path TESTS = ROOT.resolve("tests/src/test/java/espalier/tests/compile");
    private static final Path CATALOGUE =
            ROOT.resolve("dsl-processor/src/main/java/espalier/processor/problem/ProblemCode.java");

    /** A heading of the catalogue, or a code. */
    private static final Pattern ENTRY = Pattern.compile("^    (?:// (.+)|([A-Z][A-Z0-9_]+)\\(.*)$", Pattern.MULTILINE);

    @Test
    void thePageShowsTheCatalogue() throws IOException {
        List<ErrorExample> examples = new ArrayList<>();
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.sorted().toList()) {
                tests.add(Files.readString(file));
                examples.addAll(ErrorExample.in(tests.get(tests.size() - 1)));
            }
        }
        String page = page(Files.readString(CATALOGUE), examples, String.join("", tests));
        if (Boolean.getBoolean("espalier.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "docs/errors.md is out of date; see this test's Javadoc");
    }

    private static String page(String catalogue, List<ErrorExample> examples, String tests) {
        StringBuilder contents = new StringBuilder();
        StringBuilder chapters = new StringBuilder();
        Matcher entries = ENTRY.matcher(catalogue.substring(0, catalogue.indexOf("/** Whether a network")));
        while (entries.find()) {
            if (entries.group(1) != null) {
                contents.append("\n**").append(entries.group(1)).append("**\n\n");
                chapters.append("\n## ").append(entries.group(1)).append("\n");
            } else {
                ProblemCode code = ProblemCode.valueOf(entries.group(2));
                String name = name(code);
                contents.append("- [%s](#%s)\n".formatted(name, name.toLowerCase(Locale.ROOT)));
                chapters.append(entry(code, examples, tests));
            }
        }
        return """
                # Errors and warnings

                What Espalier may object to while javac runs, each with an example. A message begins with its code, which does
                not change, and the layer's name (in a block after that of the method that uses it, as in `stage.0.conv1`);
                below stand the shapes that led there or the sum that does not hold, and what to do. The caret stands on the
                value that is wrong; where nothing is written that could be, on the method. Of a path only the first layer that
                fails is reported.

                A warning is silenced by `@SuppressWarnings("Espalier:Code")` on the layer's method, on its block or on the
                network.

                This page is written from the catalogue in the source, and its examples are compiled by tests.
                """ + contents + chapters;
    }

    private static String entry(ProblemCode code, List<ErrorExample> examples, String tests) {
        StringBuilder text = new StringBuilder("\n### ").append(name(code)).append("\n\n");
        if (code.severity() == Severity.WARNING) {
            text.append("A warning.\n\n");
        }
        Optional<ErrorExample> example = examples.stream()
                .filter(e -> e.shows(code))
                .min(Comparator.comparingInt(ErrorExample::others)
                        .thenComparingInt(e -> e.source().length()));
        if (example.isPresent()) {
            fence(text, "java", example.get().source());
            text.append("\n");
            fence(text, "", example.get().compilerOutput());
        } else {
            fence(text, "", message(code, tests));
        }
        return text.toString();
    }

    /** The message in a test that needs more than a source. */
    private static String message(ProblemCode code, String tests) {
        int start = tests.indexOf("[" + code.code() + "]");
        int lineStart = tests.lastIndexOf("\n", start) + 1;
        String block = tests.substring(lineStart, tests.indexOf("\"\"\"", start));
        return code.severity().name().toLowerCase(Locale.ROOT) + ": "
                + block.stripIndent().stripTrailing();
    }

    private static String name(ProblemCode code) {
        return code.code().substring("Espalier:".length());
    }

    private static void fence(StringBuilder page, String language, String text) {
        page.append("```").append(language).append("\n").append(text).append("\n```\n");
    }
}
