package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.dsl.Activation;
import espalier.dsl.Init;
import espalier.dsl.Pool;
import espalier.dsl.Upsample;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.PoolType;
import espalier.runtime.graph.UpsampleMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words that several modules spell out agree. */
class VocabularyTest {

    @Test
    void activations() {
        assertEquals(without("NONE", ActivationKind.values()), without("", Activation.Kind.values()));
    }

    @Test
    void pooling() {
        assertEquals(without("", Op.PoolType.values()), without("", Pool.Type.values()));
        assertEquals(without("", Op.UpsampleMode.values()), without("", Upsample.Mode.values()));
    }

    @Test
    void initializers() {
        List<String> processor = without("", espalier.processor.op.Initializer.values());

        assertEquals(processor, without("", espalier.runtime.Initializer.values()));
        assertTrue(processor.containsAll(without("BY_RULE", Init.values())));
    }

    @Test
    void operations() {
        assertEquals(simpleNames(Op.class), simpleNames(Operation.class));
        assertEquals(
                without("NONE", ActivationKind.values()), without("", espalier.runtime.graph.ActivationKind.values()));
        assertEquals(without("", Op.PoolType.values()), without("", PoolType.values()));
        assertEquals(without("", Op.UpsampleMode.values()), without("", UpsampleMode.values()));
        assertEquals(without("", espalier.processor.op.ParameterRole.values()), without("", ParameterRole.values()));
    }

    @Test
    void dialects() {
        assertEquals(
                without("", espalier.processor.emit.Dialect.values()), without("", espalier.runtime.Dialect.values()));
    }

    @Test
    void gradleIsToldThatTheProcessorIsIsolating() throws IOException {
        try (InputStream metadata =
                getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("espalier.processor.EspalierProcessor,isolating", text.strip());
        }
    }

    private static List<String> simpleNames(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .sorted()
                .toList();
    }

    private static List<String> without(String excluded, Enum<?>... values) {
        return Arrays.stream(values)
                .map(Enum::name)
                .filter(name -> !name.equals(excluded))
                .toList();
    }
}
