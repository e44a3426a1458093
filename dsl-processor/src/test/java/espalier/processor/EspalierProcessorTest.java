package espalier.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import espalier.dsl.Network;
import espalier.processor.spec.Origin;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What the processor does around the networks: rounds, options, silencing, several networks at once. */
class EspalierProcessorTest {

    private static JavaFileObject source(String... lines) {
        return JavaFileObjects.forSourceString(
                "p.Net", "package p;\nimport espalier.dsl.*;\n" + String.join("\n", lines));
    }

    private static Compilation compile(JavaFileObject... sources) {
        return javac().withProcessors(new EspalierProcessor()).compile(sources);
    }

    private static List<String> codes(Compilation compilation) {
        return compilation.diagnostics().stream()
                .map(d -> d.getMessage(null))
                .filter(text -> text.contains("[Espalier:"))
                .map(text -> text.replaceFirst("(?s).*\\[Espalier:(\\w+)] ([\\w.]+):.*", "$2 $1"))
                .toList();
    }

    @Test
    void oneBadNetworkDoesNotHideAnother() {
        Compilation compilation = compile(source(
                "@Network(input = {1, 4, 4}) interface Net { @Pool(size = 5) Layer a(); }",
                "@Network(input = {1, 4, 4}) interface Other { @Conv(filters = 1, kernel = 5) Layer b(); }"));
        assertEquals(List.of("a WindowTooLarge", "b KernelTooLarge"), codes(compilation));
    }

    @Test
    void problemsComeInTheOrderOfTheSource() {
        Compilation compilation = compile(source(
                "@Network(input = {1, 4, 4}) interface Net {",
                "  @Pool(size = 5) Layer a();",
                "  @Pool(size = 5) Layer b(Layer x);",
                "  @Pool(size = 0) Layer c(Layer input);",
                "}"));
        assertEquals(List.of("a WindowTooLarge", "b UnknownLayer", "c NotPositive"), codes(compilation));
    }

    @Test
    void warningsAreSilencedOnTheMethodTheNetworkAndAround() {
        String pool = "@Pool(size = 2) Layer a();";
        String silence = "@SuppressWarnings(\"Espalier:UnreadRows\") ";
        String network = "@Network(input = {1, 5, 5}) interface N { ";
        String error = " @Pool(size = 9) Layer b(Layer input); }";
        assertEquals(
                List.of("a UnreadRows", "b WindowTooLarge"),
                codes(compile(source("interface Net { " + network + "@Output " + pool + error + "}"))));
        for (String silenced : List.of(
                "interface Net { " + network + "@Output " + silence + pool + error + "}",
                "interface Net { " + silence + network + "@Output " + pool + error + "}",
                silence + "interface Net { " + network + "@Output " + pool + error + "}")) {
            assertEquals(List.of("b WindowTooLarge"), codes(compile(source(silenced))));
        }
    }

    @Test
    void errorsAreNotSilenced() {
        assertEquals(
                List.of("a WindowTooLarge"),
                codes(compile(source(
                        "@Network(input = {1, 5, 5}) @SuppressWarnings(\"Espalier:WindowTooLarge\") interface Net {",
                        "@Pool(size = 9) Layer a(); }"))));
    }

    @Test
    void twoNetworksOfOneName() {
        Compilation compilation = compile(source(
                "interface Net { @Network(input = {1, 5, 5}) interface A { @Pool(size = 9) Layer a(); } }",
                "@Network(input = {1, 5, 5}) interface Net_A { @Pool(size = 9) Layer a(); }"));
        assertThat(compilation)
                .hadErrorContaining(
                        "[Espalier:DuplicateNetwork] Net_A: Net.A and Net_A would both generate" + " p.Net_ANetwork");
        assertEquals(List.of("a WindowTooLarge", "Net_A DuplicateNetwork"), codes(compilation));
    }

    @Test
    void layersWithoutANetwork() {
        assertEquals(
                List.of("Net NoNetwork"),
                codes(compile(source("interface Net { @Flatten Layer a(); @Dense(units = 1) Layer b(); }"))));
    }

    @Test
    void options() {
        Compilation compilation = javac().withProcessors(new EspalierProcessor())
                .withOptions("-Aespalier.dialect=fast")
                .compile(source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"));
        assertThat(compilation)
                .hadErrorContaining(
                        "[Espalier:Option] options: the option -Aespalier.dialect must be auto, scalar or vector,"
                                + " not fast");
    }

    @Test
    void vectorsThatTheCompilerDoesNotSee() {
        Compilation compilation = javac().withProcessors(new EspalierProcessor())
                .withOptions("-Aespalier.dialect=vector")
                .compile(source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"));
        assertEquals(List.of("Net VectorUnavailable"), codes(compilation));
    }

    @Test
    void theScalarDialectAloneIsWrittenWhereVectorsAreNotSeen() {
        Compilation compilation = compile(source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation).generatedSourceFile("p.NetNetwork");
        assertEquals(
                List.of(),
                compilation.generatedSourceFiles().stream()
                        .map(JavaFileObject::getName)
                        .filter(name -> name.endsWith("Vector.java"))
                        .toList());
    }

    @Test
    void aRunTimeThatIsMissing() throws URISyntaxException {
        File annotations = new File(Network.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Compilation compilation = javac().withProcessors(new EspalierProcessor())
                .withClasspath(List.of(annotations))
                .compile(source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"));
        assertEquals(List.of("Net RuntimeMissing"), codes(compilation));
    }

    @Test
    void aGeneratedNameThatIsTaken() {
        Compilation compilation = compile(
                source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"),
                JavaFileObjects.forSourceString("p.NetNetwork", "package p; class NetNetwork {}"));
        assertEquals(List.of("Net GeneratedNameTaken"), codes(compilation));
    }

    @Test
    void activationsAreBudgetedOnceMemoryIsPlanned() {
        String network = "interface Net { @Conv(filters = 8, kernel = 3) Layer a(); @Dense(units = 2) Layer b(); }";
        Compilation compilation =
                compile(source("@Network(input = {1, 8, 8}) @Budget(maxActivationBytes = 100)", network));
        assertThat(compilation).hadErrorContaining("bytes of activations exceed the budget of 100 by");
        assertThat(compilation).hadErrorContaining("a (Conv 3x3): 1,152");
        assertThat(compile(source("@Network(input = {1, 8, 8}) @Budget(maxActivationBytes = 100_000)", network)))
                .succeeded();
    }

    @Test
    void aTableOnRequest() {
        Compilation compilation = javac().withProcessors(new EspalierProcessor())
                .withOptions("-Aespalier.summary=true")
                .compile(source("@Network(input = {1, 5, 5}) interface Net { @Flatten Layer a(); }"));
        assertThat(compilation).hadNoteContaining("a      Flatten  25");
    }

    @Test
    void aFaultOfItsOwnIsOneMessageWithItsPlace() {
        Exception fault = new IllegalStateException("writing the kernel of c3", new ArithmeticException("/ by zero"));
        String message =
                NetworkPipeline.internal("LeNet5", Origin.NOWHERE, fault).message();
        assertEquals("""
                [Espalier:Internal] LeNet5: Espalier itself failed: writing the kernel of c3: \
                java.lang.ArithmeticException: / by zero (EspalierProcessorTest.java:0)
                  This is a fault in Espalier and not in your network; please report it with this message and the \
                network.""", message.replaceFirst("java:\\d+", "java:0"));
    }

    @Test
    void whatTheCompilerHasRefusedIsNotJudgedAgain() {
        Compilation compilation = compile(source(
                "@Network(input = {1, 5, 5}) interface Net {",
                "  @Conv(filters = Unknown.FILTERS, kernel = 9) Layer a();",
                "  @Conv(filters = 2) Layer b();",
                "  @Conv(filters = 1, kernel = 1) Layr c();",
                "  @Cnov Layer d(); }"));
        assertEquals(List.of(), codes(compilation));
        assertThat(compilation).failed();
    }

    @Test
    void constantsThatAnotherProcessorGeneratesAreWaitedFor() {
        Compilation compilation = javac().withProcessors(new EspalierProcessor(), new ConstantWriter())
                .compile(source(
                        "@Deprecated @Network(input = {1, 5, 5}) interface Net {",
                        "  @Conv(filters = 1, kernel = Generated.KERNEL) Layer a(); }"));
        assertEquals(List.of("a KernelTooLarge"), codes(compilation));
        assertThat(compilation).hadErrorCount(1);
    }

    /** Generates a constant in the first round. */
    @SupportedAnnotationTypes("java.lang.Deprecated")
    private static final class ConstantWriter extends AbstractProcessor {

        private boolean isDone;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!isDone) {
                isDone = true;
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile("p.Generated").openWriter()) {
                    writer.write("package p; interface Generated { int KERNEL = 7; }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }

    @Test
    void aConvolutionIsDirectWhereItAsksForIt() throws IOException {
        for (String algorithm : List.of("", ", algorithm = Conv.Algorithm.DIRECT")) {
            Compilation compilation = javac().withProcessors(new EspalierProcessor())
                    .withOptions("--add-modules", "jdk.incubator.vector")
                    .compile(source(
                            "@Network(input = {64, 28, 28}) interface Net {",
                            "  @Conv(filters = 64, kernel = 3, padding = 1" + algorithm + ") Layer a();",
                            "}"));
            StringBuilder vector = new StringBuilder();
            for (JavaFileObject file : compilation.generatedSourceFiles()) {
                if (file.getName().endsWith("Conv3x3Of64x28x28To64Vector.java")) {
                    vector.append(file.getCharContent(false));
                }
            }
            String expected = algorithm.isEmpty()
                    ? "F(4x4) because 3x3, stride 1, 28x28"
                    : "Direct, by the tile that larger layers share, because the layer asks for it.";
            assertTrue(vector.toString().contains(expected), vector.toString());
        }
    }
}
