package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vector dialect on machines with fewer lanes than this one, in a JVM that is told to do without the wider
 * instructions: blocks of filters and rests of inputs fall differently there.
 */
class NarrowVectorsTest {

    private static final int EVERY_NTH_SHAPE = 3;

    /** Vectors that the hardware lacks are slow; the runtime's own test covers the tiles of larger layers. */
    private static final long MOST_MULTIPLY_ADDS = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void kernelsAgreeWithTheFormula(int avx) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=" + avx,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        assertEquals(0, process.exitValue(), output);
    }

    /** What the other JVM runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            int count = 0;
            for (var shape : ConvolutionEmitterTest.shapes().toList()) {
                ConvolutionCase layer = (ConvolutionCase) shape.get()[1];
                if (shape.get()[0] == Dialect.VECTOR
                        && layer.multiplyAdds() <= MOST_MULTIPLY_ADDS
                        && count++ % EVERY_NTH_SHAPE == 0) {
                    ConvolutionEmitterTest.check(Dialect.VECTOR, layer);
                }
            }
            for (var size : DenseEmitterTest.sizes().toList()) {
                if (size.get()[0] == Dialect.VECTOR) {
                    new DenseEmitterTest()
                            .agreesWithTheFormula(
                                    Dialect.VECTOR, (int) size.get()[1], (int) size.get()[2], (int) size.get()[3]);
                }
            }
        }
    }
}
