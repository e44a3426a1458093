package espalier.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Dialect;
import espalier.tests.ForkedJvm;
import espalier.tests.behavior.LeNet5Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only shows in a JVM of its own. */
class ForkedJvmTest {

    /**
     * C2 leaves a method that it cannot compile to slower code without a word; only its log tells.
     *
     * <p>A compilation that lost a race with class loading is thrown away and tried again, so it refuses nothing.
     */
    @Test
    void c2RefusesNoKernel() throws Exception {
        String output = ForkedJvm.run(List.of(ForkedJvm.VECTOR_MODULE, "-XX:+PrintCompilation"), Exercise.class, "16");

        assertTrue(output.contains("ran LeNet5 VECTOR"), output);
        List<String> refused = output.lines()
                .filter(line -> line.contains("COMPILE SKIPPED") && line.contains("espalier"))
                .filter(line -> !line.contains("concurrent class loading"))
                .toList();
        assertEquals(List.of(), refused);
        assertTrue(
                output.lines()
                        .anyMatch(line -> line.matches(".* 4 +espalier\\.tests\\.behavior\\.LeNet5\\S*Vector::.*")),
                "C2 has compiled vector kernels");
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

    /** Leaves the dialect to the network. */
    static final class Unnamed {

        private Unnamed() {}

        public static void main(String[] arguments) {
            System.out.println("chosen " + LeNet5Network.create().dialect());
        }
    }
}
