package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import espalier.processor.EspalierProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Processor;

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

    private static final MarkedSource.Place NOWHERE = new MarkedSource.Place(0, 0);

    private final String source;
    private final List<String> options = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();

    private Optional<String> compiledBefore = Optional.empty();
    private List<String> optionsBefore = List.of();
    private List<Path> classPath = UserClassPath.entries();
    private Supplier<Processor> processor = EspalierProcessor::new;

    private record Expected(String kind, String javac, String ecj, boolean hasPlace) {
        String text(UserCompiler compiler) {
            return compiler == UserCompiler.JAVAC ? javac : ecj;
        }
    }

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

    /** With only the annotations on the class path. */
    NetworkCase withoutRuntime() {
        classPath = UserClassPath.entries().subList(0, 1);
        return this;
    }

    /**
     * Against classes compiled before by javac.
     *
     * @param blocks a source of the package {@code blocks}, whose first type is {@code Basic}
     */
    NetworkCase against(String blocks, String... javacOptions) {
        compiledBefore = Optional.of(HEADER.replace("package nets", "package blocks") + blocks);
        optionsBefore = List.of(javacOptions);
        return this;
    }

    /** With a compiler that writes files in another way. */
    NetworkCase withFiler(UnaryOperator<Filer> change) {
        processor = () -> new WithFiler(new EspalierProcessor(), change);
        return this;
    }

    /** Expects an error at the next mark. */
    public NetworkCase error(String text) {
        return error(text, text);
    }

    /** Expects an error at the next mark, whose text depends on the order in which a compiler goes through types. */
    public NetworkCase error(String javac, String ecj) {
        expected.add(new Expected("error", javac.stripTrailing(), ecj.stripTrailing(), true));
        return this;
    }

    /** Expects an error that belongs to no place in the source; such ones come first. */
    public NetworkCase errorWithoutPlace(String text) {
        expected.add(new Expected("error", text.stripTrailing(), text.stripTrailing(), false));
        return this;
    }

    /** Expects a warning at the next mark. */
    public NetworkCase warning(String text) {
        expected.add(new Expected("warning", text.stripTrailing(), text.stripTrailing(), true));
        return this;
    }

    /** Compiles on both compilers and compares. */
    public void check() {
        for (UserCompiler compiler : UserCompiler.values()) {
            check(compiler);
        }
    }

    /** Compiles on one compiler and compares. */
    void check(UserCompiler compiler) {
        MarkedSource marked = MarkedSource.parse(source);
        List<MarkedSource.Place> marks = marked.places(compiler);
        List<Expected> placed = expected.stream().filter(Expected::hasPlace).toList();
        assertEquals(placed.size(), marks.size(), "marks for " + compiler + " and expected messages in the test");
        Compilation compilation = compile(compiler, marked.text());

        String want = Stream.concat(
                        expected.stream()
                                .filter(e -> !e.hasPlace())
                                .map(e -> page(e.kind(), NOWHERE, e.text(compiler))),
                        IntStream.range(0, placed.size())
                                .mapToObj(i -> page(
                                        placed.get(i).kind(),
                                        marks.get(i),
                                        placed.get(i).text(compiler))))
                .collect(Collectors.joining("\n"));
        String got = compilation.problems().stream()
                .sorted(Comparator.comparingLong(Message::line).thenComparingLong(Message::column))
                .map(m -> page(m.isError() ? "error" : "warning", place(m), m.text()))
                .collect(Collectors.joining("\n"));
        assertEquals(want, got, () -> compiler + " says\n" + got + "\n" + compilation.output());
        boolean failure = expected.stream().anyMatch(e -> e.kind().equals("error"));
        assertEquals(!failure, compilation.success(), compiler + " succeeds");
        assertFalse(compilation.showsStackTrace(), () -> compiler + " prints\n" + compilation.output());
    }

    private Compilation compile(UserCompiler compiler, String text) {
        Map<String, String> sources = Map.of("nets/Nets.java", text);
        if (compiledBefore.isEmpty()) {
            return compiler.compile(sources, List.of(processor.get()), options, classPath);
        }
        try (ClassFolder folder = ClassFolder.compile(compiledBefore.get(), optionsBefore)) {
            List<Path> all =
                    Stream.concat(classPath.stream(), Stream.of(folder.path())).toList();
            return compiler.compile(sources, List.of(processor.get()), options, all);
        }
    }

    private static MarkedSource.Place place(Message message) {
        return message.line() < 1 ? NOWHERE : new MarkedSource.Place(message.line(), message.column());
    }

    private static String page(String kind, MarkedSource.Place place, String text) {
        return place.line() + ":" + place.column() + ": " + kind + ": " + text;
    }
}
