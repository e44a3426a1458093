package espalier.tests.compile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.EspalierProcessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a source, the processor does not crash, and stays silent where the compiler has already spoken. */
class RobustnessTest {

    private static final String IMPORTS = "import espalier.dsl.*; import static espalier.dsl.Activation.Kind.*;\n";

    private static final String GOOD = """
            @Network(input = {3, 16, 16})
            @Expect(output = {5}, parameters = 1234)
            public interface Net {
                int KERNEL = 3;
                @Conv(filters = 8, kernel = KERNEL, padding = {1, 1}, stride = 1, groups = 1) @BatchNorm @Activation(RELU) Layer a();
                @Conv(filters = 8, kernel = {3, 3}, padding = 1, dilation = 1, bias = false) @Activation(value = ELU, alpha = 0.5) Layer b(Layer a);
                @Pool(type = Pool.Type.MAX, size = 3, stride = 1, padding = 1, ceilMode = true) Layer c(Layer a);
                @Add @Activation(TANH) Layer sum(Layer b, Layer c);
                @Concat Layer both(Layer sum, Layer a);
                @Conv(filters = 2, kernel = 3, connections = {@Maps({0, 1, 2, 3, 4, 5, 6, 7}), @Maps({8, 9, 10, 11, 12, 13, 14, 15})}) @Dropout(rate = 0.2) Layer d();
                @Subsample(size = 2) Layer e();
                @Named("last.one") @Dense(units = 4) @Expect(output = 4) @Budget(maxParameters = 1000) Layer f();
                @Rbf(units = 2, prototypes = {@Bitmap(width = 2, value = {0b10, 0b01}), @Bitmap(width = 2, value = {3, 0})}) @Output Layer g();
            }
            """;

    private static final String GOOD_COMPOSITES = """
            @Network(input = {3, 16, 16})
            @Expect(output = {2}, parameters = 1234)
            public interface Net {
                @Residual(filters = 4, blocks = 2, stride = 2, bottleneck = true, width = 6, groups = 2, stochasticDepth = {0.1, 0.2}) Layer a();
                @Residual(filters = 16, shortcut = Residual.Shortcut.SUBSAMPLE, preActivation = true, momentum = 0.8) Layer b(Layer a);
                @Inception(conv1x1 = 2, reduce3x3 = 3, conv3x3 = 2, reduce5x5 = 1, conv5x5 = 2, poolProjection = 2) Layer c();
                @Fire(squeeze = 2, expand1x1 = 4, expand3x3 = 3) @BatchNorm Layer d();
                @InvertedResidual(filters = 7, blocks = 2, kernel = 5, expansion = 2, squeezeRatio = 0.25, gate = HARD_SIGMOID) @Named("last.1") Layer e();
                @DenseBlock(layers = 2, growth = 3, bottleneck = 2, dropout = 0.1, epsilon = 1e-3) @Expect(output = {13, 8, 8}) Layer f();
                @Transition(compression = 0.5) @Budget(maxMacs = 1_000_000) Layer g();
                @Dense(units = 2) Layer h();
            }
            """;

    private static final String GOOD_BLOCKS = """
            @Network(input = {3, 16, 16}, sizes = {@Size(12), @Size({12, 14})})
            public interface Net {
                @Use(value = Basic.class, repeat = 2) @Named("stage.one") @Expect(parameters = 1234) Layer a();
                @Use(Outer.class) @BatchNorm @Activation(RELU) Layer b(Layer input);
                @GlobalPool @Auxiliary(weight = 0.3) Layer head(Layer a);
                @Concat Layer both(Layer a, Layer b);
                @GlobalPool @Output Layer pool();
                @Dense(units = 4) Layer f();
            }
            @Block
            @Expect(output = {3, 16, 16})
            interface Basic {
                @Conv(filters = 3, kernel = 3, padding = 1) Layer c();
                @Add Layer sum(Layer c, Layer input);
            }
            @Block
            interface Outer {
                @Use(Basic.class) Layer inner();
                @Use(value = Basic.class, repeat = 3) Layer more(Layer inner);
            }
            """;

    private static final List<String> REPLACEMENTS = List.of(
            "0",
            "-1",
            "2147483647",
            "-2147483648",
            "1_000_000",
            "0.5",
            "1e300",
            "Double.NaN",
            "1 / 0",
            "{}",
            "{1}",
            "{1, 2, 3, 4, 5}",
            "{{1}}",
            "\"\"",
            "\"input\"",
            "null",
            "Layer",
            "input",
            "a",
            "b",
            "sum",
            "@Conv",
            "@Add",
            "@Dense(units = 3)",
            "@Softmax",
            "@Flatten",
            "@GlobalPool",
            "@Pad(padding = 2)",
            "@Network(input = 3)",
            "@Deprecated",
            "MISSING",
            "int",
            "void",
            "<T>",
            "...",
            ";",
            "}",
            "(",
            "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Conv(filters = MISSING, kernel = 3) Layer c();",
                "@Conv(filters = 2, kernel = {3, MISSING}) Layer c();",
                "@Conv(filters = 2, kernel = 3 / 0) Layer c();",
                "@Conv(filters = \"2\", kernel = 3) Layer c();",
                "@Conv(filters = 2, kernel = 1.5) Layer c();",
                "@Conv(kernel = 3) Layer c();",
                "@Conv(filters = 2, kernel = 3, colour = 1) Layer c();",
                "@Conv(filters = 2, kernel = 3, paddingMode = Conv.Padding.MISSING) Layer c();",
                "@Conv(filters = 2, kernel = 3, connections = {@Maps(MISSING)}) Layer c();",
                "@Conv(filters = 2, kernel = 3, connections = {@Missing(1)}) Layer c();",
                "@Activation(MISSING) Layer c();",
                "@Missing Layer c();",
                "@espalier.dsl.Missing(filters = 2) Layer c();",
                "@Conv(filters = 2, kernel = 9) @Missing Layer c();",
                "@Conv(filters = 2, kernel = 3) Layr c();",
                "@Conv(filters = 2, kernel = 3) Layer c(Layr input);",
                "@Conv(filters = 2, kernel = 3) @Conv(filters = 2, kernel = 3) Layer c();",
                "@Use(Missing.class) Layer c();",
                "@Use(MISSING) Layer c();",
                "@Use(value = Layer.class, repeat = MISSING) Layer c();",
                "@Use Layer c();",
                "@Dense(units = 2) @Auxiliary(weight = MISSING) Layer c();",
                "@Conv(filters = 2, kernel = 3) Layer c(",
                "@Conv(filters = 2, kernel = 3 Layer c();",
                "@Dropout(rate = \"a lot\") Layer c();",
                "@Expect(output = MISSING) @Conv(filters = 2, kernel = 3) Layer c();"
            })
    void onlyTheCompilerSpeaksWhereItDoesNotUnderstand(String method) {
        String source = IMPORTS + "@Network(input = {1, 8, 8}) interface Net {\n" + method + "\n}\n";
        for (UserCompiler compiler : UserCompiler.values()) {
            Compilation compilation = compile(compiler, "Net.java", source);

            assertFalse(compilation.success(), compiler + " accepts it");
            assertTrue(compilation.problems().stream().anyMatch(Message::isError));
            assertEquals(
                    List.of(),
                    compilation.messages().stream()
                            .map(Message::text)
                            .filter(text -> text.contains("[Espalier:"))
                            .toList(),
                    compiler.toString());
            assertFalse(compilation.showsStackTrace(), compilation.output());
        }
    }

    /** An import of @Network is missing: that there are layers without a network is its consequence. */
    @Test
    void onlyTheCompilerSpeaksOfAnUnknownNetworkAnnotation() {
        String source = """
                import espalier.dsl.Conv;
                import espalier.dsl.Layer;

                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """;
        for (UserCompiler compiler : UserCompiler.values()) {
            Compilation compilation = compile(compiler, "Net.java", source);

            assertFalse(compilation.success());
            assertFalse(compilation.messages().toString().contains("[Espalier:"), compiler + compilation.output());
        }
    }

    /** Annotations of others, repeated ones as well, are no concern of Espalier's. */
    @Test
    void annotationsOfOthersMayStandOnLayers() {
        assertCompiles("Net.java", IMPORTS + """
                @interface Note {
                    String value();
                }

                @java.lang.annotation.Repeatable(Tags.class)
                @interface Tag {}

                @interface Tags {
                    Tag[] value();
                }

                @Tag
                @Tag
                @Network(input = {1, 8, 8})
                interface Net {
                    @Note("the first") @Tag @Tag @Conv(filters = 2, kernel = 3) @Deprecated Layer c();
                }
                """);
    }

    @Test
    void onlyTheCompilerSpeaksOfABlockThatItDoesNotUnderstand() {
        String source = IMPORTS + """
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(Part.class) Layer a();
                    @Dense(units = 2) @Expect(parameters = 1) Layer d();
                }

                @Block
                interface Part {
                    @Conv(filters = MISSING, kernel = 3) Layer c();
                }
                """;
        for (UserCompiler compiler : UserCompiler.values()) {
            assertEquals(
                    1,
                    compile(compiler, "Net.java", source).problems().stream()
                            .filter(Message::isError)
                            .count(),
                    compiler.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"MISSING, 1", "'{1, MISSING, 8}', 1", "'{1, 8, 8}, sizes = @Size(MISSING)', 1"})
    void unresolvedInput(String input, int errors) {
        String source = IMPORTS + "@Network(input = " + input + ") interface Net { @Dense(units = 2) Layer d(); }";
        for (UserCompiler compiler : UserCompiler.values()) {
            assertEquals(
                    errors,
                    compile(compiler, "Net.java", source).problems().stream()
                            .filter(Message::isError)
                            .count(),
                    compiler.toString());
        }
    }

    /** Names that mean something else in the generated code, or to Java. */
    @Test
    void anyJavaNameMayNameALayer() {
        List<String> names = List.of(
                "x",
                "y",
                "w",
                "b",
                "dx",
                "dy",
                "dw",
                "i",
                "n",
                "at",
                "xAt",
                "forward",
                "backward",
                "kernels",
                "options",
                "parameters",
                "images",
                "output",
                "outputs",
                "create",
                "predict",
                "training",
                "network",
                "workers",
                "List",
                "String",
                "Float",
                "Tensor",
                "Step",
                "_a",
                "$",
                "größe",
                "a1",
                "A1",
                "record",
                "var",
                "sealed",
                "steps",
                "batch",
                "capacity",
                "seed",
                "gradient",
                "inputs",
                "PARAMETERS",
                "MACS",
                "super_",
                "all",
                "rows");
        StringBuilder source = new StringBuilder(IMPORTS + "@Network(input = {2, 3, 3}) interface Net {\n");
        names.forEach(name -> source.append("@Conv(filters = 2, kernel = 1) @Activation(RELU) Layer ")
                .append(name)
                .append("();\n"));
        source.append("@BatchNorm Layer last();}\n");

        assertCompiles("Net.java", source.toString());
    }

    /** What generated code takes from {@code java.lang} is not the user's class of that name. */
    @Test
    void namesOfJavaLangMayStandInThePackage() {
        assertCompiles("Nets.java", IMPORTS + """
                class Math {}

                class Override {}

                class Float {}

                class System {}

                class String {}

                class Object {}

                @Network(input = {2, 5, 5})
                interface Net {
                    @Conv(filters = 3, kernel = 3, padding = 1) @Activation(RELU6) Layer c();
                    @Activation(ELU) Layer e();
                    @Lrn(size = 3) @StochasticDepth(rate = 0.1) Layer n();
                    @Depthwise(kernel = 3, padding = 1) @Activation(HARD_SIGMOID) Layer d();
                    @Multiply Layer m(Layer d, Layer n);
                    @Pool(size = 3, padding = 1) @Dropout(rate = 0.2) Layer p();
                    @Pad(padding = 1) Layer q();
                    @Dense(units = 2) Layer logits();
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Network",
                "Tensor",
                "Layer",
                "List",
                "String",
                "Math",
                "Override",
                "Float",
                "System",
                "Parameter",
                "Parameters",
                "Graph",
                "Operation",
                "Kernels",
                "Step",
                "Steps",
                "Summary",
                "Workers",
                "Dialect",
                "FloatVector",
                "Lanes",
                "Größe",
                "$",
                "lower",
                "Conv"
            })
    void anyJavaNameMayNameANetwork(String name) {
        String source = "@espalier.dsl.Network(input = {2, 5, 5}) public interface " + name + " {\n"
                + "@espalier.dsl.Conv(filters = 3, kernel = 3, bias = false) @espalier.dsl.BatchNorm espalier.dsl.Layer c();\n"
                + "@espalier.dsl.Pool(size = 3) espalier.dsl.Layer p();\n"
                + "@espalier.dsl.Dense(units = 2) espalier.dsl.Layer d();\n}\n";

        assertCompiles(name + ".java", source);
        assertCompiles("some/where/" + name + ".java", "package some.where;\n" + source);
    }

    @Test
    void networksMayBeNestedAndAbstractClassesAndHaveOtherMembers() {
        assertCompiles("Outer.java", IMPORTS + """
                        public class Outer {
                            static class Inner {
                                @Network(input = {1, 5, 5})
                                abstract static class Deep {
                                    static final int K = 3;
                                    int field;

                                    abstract @Conv(filters = K, kernel = K) Layer c();

                                    @Dense(units = 2)
                                    protected abstract Layer d();

                                    static void helper() {}

                                    int other() {
                                        return 1;
                                    }
                                }
                            }

                            @Network(input = {1, 5, 5})
                            private interface Hidden {
                                @Dense(units = 2) Layer d();

                                default int other() {
                                    return 1;
                                }

                                private void more() {}
                            }
                        }
                        """);
    }

    /** Values and tokens of a good source are replaced, deleted, doubled and exchanged. */
    @ParameterizedTest
    @ValueSource(strings = {GOOD, GOOD_COMPOSITES, GOOD_BLOCKS})
    void mutatedSourcesNeverCrashTheProcessor(String good) {
        Random random = new Random(20);
        List<String> tokens = tokens(good);
        for (int round = 0; round < 150; round++) {
            List<String> mutated = new ArrayList<>(tokens);
            for (int mutations = 1 + random.nextInt(2); mutations > 0; mutations--) {
                mutate(mutated, random);
            }
            String source = String.join("", mutated);
            Compilation compilation = compile(UserCompiler.JAVAC, "Net.java", IMPORTS + source);

            assertAll(
                    () -> assertFalse(compilation.showsStackTrace(), () -> source + compilation.output()),
                    () -> assertFalse(
                            compilation.messages().toString().contains("Espalier:Internal"),
                            () -> source + compilation.messages()),
                    () -> assertTrue(
                            compilation.success()
                                    || compilation.problems().stream().anyMatch(Message::isError),
                            () -> source));
        }
    }

    private static void mutate(List<String> tokens, Random random) {
        int at;
        do {
            at = random.nextInt(tokens.size());
        } while (tokens.get(at).isBlank());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at) + " ");
            case 2 -> {
                int other = random.nextInt(tokens.size());
                String token = tokens.get(at);
                tokens.set(at, tokens.get(other));
                tokens.set(other, token);
            }
            default -> tokens.set(at, REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())));
        }
    }

    private static List<String> tokens(String source) {
        return new ArrayList<>(Arrays.asList(source.split("(?<=\\W)|(?=\\W)")));
    }

    private static void assertCompiles(String file, String source) {
        for (UserCompiler compiler : UserCompiler.values()) {
            Compilation compilation = compile(compiler, file, source);
            assertEquals(
                    List.of(),
                    compilation.problems().stream()
                            .filter(message ->
                                    message.isError() || message.text().contains("[Espalier:"))
                            .map(Message::toString)
                            .toList(),
                    () -> compiler + " " + compilation.output());
            assertTrue(compilation.success(), compilation.output());
        }
    }

    private static Compilation compile(UserCompiler compiler, String file, String source) {
        return compiler.compile(
                Map.of(file, source),
                List.of(new EspalierProcessor()),
                List.of("--add-modules", "jdk.incubator.vector"));
    }
}
