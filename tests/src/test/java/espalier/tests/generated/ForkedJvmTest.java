package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.Rectifier;
import espalier.runtime.vector.ConvolutionGeometry;
import espalier.runtime.vector.TiledConvolution;
import espalier.tests.ForkedJvm;
import espalier.tests.behavior.LeNet5Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only shows in a JVM of its own. */
class ForkedJvmTest {

    /**
     * C2 leaves a method that it cannot compile to slower code without a word; only its log tells.
     */
    @Test
    void c2RefusesNoKernel() throws Exception {
        String output = ForkedJvm.run(List.of(ForkedJvm.VECTOR_MODULE, "-XX:+PrintCompilation"), Exercise.class, "16");

        assertTrue(output.contains("ran LeNet5 VECTOR"), output);
        assertEquals(List.of(), refused(output));
        assertTrue(
                output.lines()
                        .anyMatch(line -> line.matches(".* 4 +espalier\\.tests\\.behavior\\.LeNet5\\S*Vector::.*")),
                "C2 has compiled vector kernels");
    }

    /**
     * Where the first compiler refuses to enter a loop in its middle, JDK 17 may leave a method in slow code for good. Its
     * thresholds are set so that it enters every loop so.
     */
    @Test
    void firstCompilerRefusesNoTile() throws Exception {
        List<String> options = List.of(
                ForkedJvm.VECTOR_MODULE,
                "-XX:+PrintCompilation",
                "-XX:Tier3BackEdgeThreshold=300",
                "-XX:Tier3InvocationThreshold=20000",
                "-XX:Tier3MinInvocationThreshold=20000",
                "-XX:Tier3CompileThreshold=20000");

        String output = ForkedJvm.run(options, Tiles.class);

        assertTrue(output.contains("ran tiles"), output);
        assertEquals(List.of(), refused(output));
        assertTrue(
                output.lines().anyMatch(line -> line.matches(".* % +3 +espalier\\.runtime\\.vector\\.MicroKernel::.*")),
                "the first compiler has entered tiles in their loops");
    }

    @Test
    void withoutTheVectorModuleTheScalarDialectRunsAndSaysSoOnceANetwork() throws Exception {
        String output = ForkedJvm.run(List.of(), Exercise.class, "1");

        assertTrue(output.contains("ran LeNet5 SCALAR"), output);
        List<String> advice = output.lines()
                .filter(line -> line.startsWith("INFO: "))
                .map(line -> line.substring(0, line.indexOf(" runs on scalar kernels")))
                .toList();
        assertEquals(List.of("INFO: LeNet5", "INFO: Mixed"), advice, output);
        assertTrue(output.contains("start Java with --add-modules jdk.incubator.vector"), output);
    }

    /** Elsewhere than on x86 the JVM does not know the option, and has the instruction. */
    @Test
    void withoutFusedMultiplyAddTheScalarDialectRunsAndSaysWhy() throws Exception {
        List<String> options = List.of(ForkedJvm.VECTOR_MODULE, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=0");

        String output = ForkedJvm.run(options, Unnamed.class);

        boolean isX86 = List.of("amd64", "x86_64", "x86").contains(System.getProperty("os.arch"));
        String expected = isX86
                ? "LeNet5 runs on scalar kernels, since this machine shows no fused multiply-add, without which the vector ones"
                        + " are slower; if it is a virtual machine, let it see the processor's AVX2 and FMA."
                : "LeNet5 runs on vector kernels.";
        assertTrue(output.contains("INFO: " + expected), output);
        assertTrue(output.contains("chosen " + (isX86 ? Dialect.SCALAR : Dialect.VECTOR)), output);
    }

    /** What a compiler would not compile. A compilation that lost a race with class loading is tried again, and refuses nothing. */
    private static List<String> refused(String output) {
        return output.lines()
                .filter(line -> line.contains("COMPILE SKIPPED") && line.contains("espalier"))
                .filter(line -> !line.contains("concurrent class loading"))
                .toList();
    }

    /** Goes over long rows of taps in tiles of every size that a machine has. */
    static final class Tiles {

        private static final int CALLS = 40;

        private Tiles() {}

        public static void main(String[] arguments) {
            run(16, 1, 7);
            run(32, 4, 5);
            run(32, 7, 7);
            System.out.println("ran tiles");
        }

        private static void run(int filters, int height, int width) {
            int channels = 512;
            ConvolutionGeometry layer = ConvolutionGeometry.of(channels, filters)
                    .input(height, width)
                    .output(height, width)
                    .x(0, width * channels)
                    .y(0, width * filters);
            ConvolutionKernel kernel = new TiledConvolution(layer, Rectifier.RELU) {};
            float[] x = new float[height * width * channels];
            float[] w = new float[kernel.packedWeights()];
            float[] b = new float[kernel.packedBias()];
            float[] y = new float[height * width * filters];
            float[] scratch = new float[kernel.scratch(1)];
            for (int call = 0; call < CALLS; call++) {
                kernel.forward(x, 0, w, b, y, 0, 0, kernel.rows(), scratch);
            }
        }
    }

    /** Leaves the dialect to the network. */
    static final class Unnamed {

        private Unnamed() {}

        public static void main(String[] arguments) {
            System.out.println("chosen " + LeNet5Network.create().dialect());
        }
    }
}
