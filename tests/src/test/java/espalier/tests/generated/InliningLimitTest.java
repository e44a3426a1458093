package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.vector.VectorActivations;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A loop whose speed rests on C2 compiling it by itself is longer than what C2 inlines into a kernel. */
class InliningLimitTest {

    /** HotSpot's FreqInlineSize: bytes of bytecode of a method that is often called. */
    private static final int INLINED = 325;

    @Test
    void tanhIsCompiledByItself() throws IOException {
        try (InputStream file = VectorActivations.class.getResourceAsStream("VectorActivations.class")) {
            int size = MethodSizes.of(file.readAllBytes()).get("tanh([FII)V");
            assertTrue(size > INLINED, size + " bytes");
        }
    }
}
