package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.EspalierProcessor;
import espalier.tests.compile.Compilation;
import espalier.tests.compile.ForwardingFiler;
import espalier.tests.compile.Message;
import espalier.tests.compile.UserCompiler;
import espalier.tests.compile.WithFiler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is generated compiles cleanly, stays small and is always the same. */
class GeneratedSourcesTest {

    /** HotSpot compiles no method above 8,000; half of it leaves room for what another javac would make of it. */
    private static final int LARGEST_METHOD = 4_000;

    /** JDK 17's javac says this of any program that sees an incubating module, and nothing suppresses it. */
    private static final String INCUBATING = "using incubating module(s): jdk.incubator.vector";

    /** All networks of the fixtures on both compilers, which takes a while and so is done once. */
    private static final Map<UserCompiler, Compilation> EVERYTHING = new EnumMap<>(UserCompiler.class);

    @BeforeAll
    static void compileEverything() {
        for (UserCompiler compiler : UserCompiler.values()) {
            EVERYTHING.put(compiler, compile(compiler, Sources.fixtures(), lint(compiler, Sources.WITH_VECTORS)));
        }
    }

    @AfterAll
    static void forget() {
        EVERYTHING.clear();
    }

    @ParameterizedTest
    @EnumSource(UserCompiler.class)
    void compilesWithoutWarnings(UserCompiler compiler) {
        Compilation compilation = EVERYTHING.get(compiler);

        assertEquals(List.of(), problems(compilation));
        assertTrue(compilation.success(), compilation.output());
        assertTrue(
                compilation.generatedSources().containsKey("espalier/tests/fixtures/DenseFixtures_PlainNetwork.java"));
    }

    @ParameterizedTest
    @EnumSource(UserCompiler.class)
    void compilesWithoutWarningsAndWithoutTheVectorModule(UserCompiler compiler) {
        Compilation compilation = compile(compiler, Sources.wholeNetworks(), lint(compiler, List.of()));

        assertEquals(List.of(), problems(compilation));
        assertTrue(compilation.success(), compilation.output());
        if (compiler == UserCompiler.JAVAC) { // ECJ sees incubating modules without being asked
            compilation
                    .generatedSources()
                    .forEach((file, text) -> assertFalse(text.contains("import jdk.incubator.vector"), file));
        }
    }

    @ParameterizedTest
    @EnumSource(UserCompiler.class)
    void methodsAreSmall(UserCompiler compiler) {
        List<String> large = new ArrayList<>();
        int methods = 0;
        for (Map.Entry<String, byte[]> file : EVERYTHING.get(compiler).classes().entrySet()) {
            if (!file.getKey().endsWith(".class")) {
                continue;
            }
            Map<String, Integer> sizes = MethodSizes.of(file.getValue());
            methods += sizes.size();
            sizes.forEach((method, size) -> {
                if (size > LARGEST_METHOD) {
                    large.add(file.getKey() + " " + method + ": " + size);
                }
            });
        }
        assertTrue(methods > 1_000, methods + " methods were read");
        assertEquals(List.of(), large);
    }

    @Test
    void isTheSameOnBothCompilers() {
        assertEquals(
                EVERYTHING.get(UserCompiler.JAVAC).generatedSources(),
                EVERYTHING.get(UserCompiler.ECJ).generatedSources());
    }

    @Test
    void isTheSameInEveryRun() {
        Map<String, String> again = compile(UserCompiler.JAVAC, Sources.wholeNetworks(), Sources.WITH_VECTORS)
                .generatedSources();
        Map<String, String> before =
                new TreeMap<>(EVERYTHING.get(UserCompiler.JAVAC).generatedSources());
        before.keySet().retainAll(again.keySet());

        assertFalse(again.isEmpty());
        assertEquals(before, again);
    }

    @Test
    void everyFileHasOneOriginatingElement() {
        Map<String, String> sources = Sources.wholeNetworks();
        Map<String, Integer> elements = new TreeMap<>();
        Processor recorder = new WithFiler(new EspalierProcessor(), filer -> new ForwardingFiler(filer) {
            @Override
            protected void creating(CharSequence name, Element... originatingElements) {
                elements.put(name.toString(), originatingElements.length);
            }
        });
        Compilation compilation = UserCompiler.JAVAC.compile(sources, List.of(recorder), Sources.WITH_VECTORS);

        assertEquals(compilation.generatedSources().size(), elements.size());
        elements.forEach((file, count) -> assertEquals(1, count, file));
    }

    /** With names of ordinary length. */
    @Test
    void noLineOfLeNet5IsLongerThan120Columns() {
        Map<String, String> generated = compile(UserCompiler.JAVAC, Sources.behavior("LeNet5"), Sources.WITH_VECTORS)
                .generatedSources();
        List<String> tooLong = new ArrayList<>();
        generated.forEach((file, text) ->
                text.lines().filter(line -> line.length() > 120).forEach(line -> tooLong.add(file + ": " + line)));

        assertFalse(generated.isEmpty());
        assertEquals(List.of(), tooLong);
    }

    private static Compilation compile(UserCompiler compiler, Map<String, String> sources, List<String> options) {
        return compiler.compile(sources, List.of(new EspalierProcessor()), options);
    }

    private static List<String> lint(UserCompiler compiler, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add(compiler == UserCompiler.JAVAC ? "-Xlint:all" : "-warn:+unused,uselessTypeCheck,unnecessaryElse");
        return all;
    }

    private static List<String> problems(Compilation compilation) {
        return compilation.problems().stream()
                .filter(message -> !message.text().equals(INCUBATING))
                .map(Message::toString)
                .toList();
    }
}
