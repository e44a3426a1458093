package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import espalier.processor.EspalierProcessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A source and exactly what both compilers must say about it: nothing more, nothing less, each message with its kind, its
 * whole text and the place of its caret.
 *
 * <pre>{@code
 * NetworkCase.of("""
 *         @Network(input = {1, 5, 5})
 *         interface Net {
 *             @Conv(filters = 6, kernel = »7) Layer c1();
 *         }
 *         """)
 *         .error("""
 *                 [Espalier:KernelTooLarge] c1: ...
 *                 """)
 *         .check();
 * }</pre>
 *
 * <p>Messages are listed in the order of their marks ({@link MarkedSource}) in the source.
 */
public final class NetworkCase {

    /** Stands before every source, on the line of its first character. */
    private static final String HEADER = "package nets; import espalier.dsl.*; "
            + "import static espalier.dsl.Activation.Kind.*; import static espalier.dsl.Pool.Type.*;\n";

    private final String source;
    private final List<String> options = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(String kind, String text) {}

    private NetworkCase(String source) {
        this.source = source;
    }

    /** A source without package and imports: those of the DSL are added. */
    public static NetworkCase of(String source) {
        return new NetworkCase(HEADER + source);
    }

    /** With an option, such as {@code -Aespalier.dialect=scalar}. */
    public NetworkCase option(String option) {
        options.add(option);
        return this;
    }

    /** Expects an error at the next mark. */
    public NetworkCase error(String text) {
        expected.add(new Expected("error", text.stripTrailing()));
        return this;
    }

    /** Expects a warning at the next mark. */
    public NetworkCase warning(String text) {
        expected.add(new Expected("warning", text.stripTrailing()));
        return this;
    }

    /** Compiles on both compilers and compares. */
    public void check() {
        for (UserCompiler compiler : UserCompiler.values()) {
            check(compiler);
        }
    }

    private void check(UserCompiler compiler) {
        MarkedSource marked = MarkedSource.parse(source);
        List<MarkedSource.Place> places = marked.places(compiler);
        assertEquals(expected.size(), places.size(), "marks for " + compiler + " and expected messages in the test");
        Compilation compilation = compile(compiler, marked.text());

        String want = IntStream.range(0, expected.size())
                .mapToObj(i -> page(
                        expected.get(i).kind(),
                        places.get(i).line(),
                        places.get(i).column(),
                        expected.get(i).text()))
                .collect(Collectors.joining("\n"));
        String got = compilation.problems().stream()
                .sorted(Comparator.comparingLong(Message::line).thenComparingLong(Message::column))
                .map(m -> page(m.isError() ? "error" : "warning", m.line(), m.column(), m.text()))
                .collect(Collectors.joining("\n"));
        assertEquals(want, got, () -> compiler + " says\n" + got + "\n" + compilation.output());
        boolean failure = expected.stream().anyMatch(e -> e.kind().equals("error"));
        assertEquals(!failure, compilation.success(), compiler + " succeeds");
        assertFalse(compilation.showsStackTrace(), () -> compiler + " prints\n" + compilation.output());
    }

    private Compilation compile(UserCompiler compiler, String text) {
        return compiler.compile(Map.of("nets/Nets.java", text), List.of(new EspalierProcessor()), options);
    }

    private static String page(String kind, long line, long column, String text) {
        return line + ":" + column + ": " + kind + ": " + text;
    }
}
