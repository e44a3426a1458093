package espalier.tests.compile;

import java.io.IOException;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.Test;

/** Errors that concern several networks, or the compiler's arguments. */
class ProcessorErrorsTest {

    private static final String NETWORK = """
            @Network(input = {1, 8, 8})
            %sinterface %sNet {
                @Conv(filters = 2, kernel = 3) Layer c();
            }
            """;

    /** Javac takes the types of a file in the order of the source, ECJ the nested ones first. */
    @Test
    void twoNetworksOfOneName() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface ‹Outer_Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }

                interface Outer {
                    @Network(input = {1, 8, 8})
                    ›interface Net {
                        @Conv(filters = 2, kernel = 3) Layer c();
                    }
                }
                """).error("""
                        [Espalier:DuplicateNetwork] Outer.Net: Outer_Net and Outer.Net would both generate nets.Outer_NetNetwork
                          Rename one of the two.
                        """, """
                        [Espalier:DuplicateNetwork] Outer_Net: Outer.Net and Outer_Net would both generate nets.Outer_NetNetwork
                          Rename one of the two.
                        """).check();
    }

    @Test
    void vectorsWithoutTheirModule() {
        NetworkCase.of(NETWORK.formatted("›", ""))
                .option("-Aespalier.dialect=vector")
                .error("""
                        [Espalier:VectorUnavailable] Net: -Aespalier.dialect=vector needs the module jdk.incubator.vector, which this compilation does not see
                          Add --add-modules jdk.incubator.vector to the compiler's arguments, or use dialect auto.
                        """)
                .check(UserCompiler.JAVAC); // ECJ sees incubating modules without being asked
    }

    @Test
    void unknownDialect() {
        NetworkCase.of(NETWORK.formatted("", ""))
                .option("-Aespalier.dialect=fast")
                .errorWithoutPlace("""
                        [Espalier:Option] options: the option -Aespalier.dialect must be auto, scalar or vector, not fast
                          Correct the compiler's arguments.
                        """)
                .check();
    }

    @Test
    void noRuntime() {
        NetworkCase.of(NETWORK.formatted("›", "‹")).withoutRuntime().error("""
                        [Espalier:RuntimeMissing] Net: the generated code needs espalier-runtime, which this compilation does not see
                          Add the dependency org.espalier:espalier-runtime, and in a module: requires espalier.runtime.
                        """).check();
    }

    @Test
    void fullDisk() {
        NetworkCase.of(NETWORK.formatted("›", "‹"))
                .withFiler(filer -> new ForwardingFiler(filer) {
                    @Override
                    protected void creating(CharSequence name, Element... originatingElements) throws IOException {
                        throw new IOException("the disk is full");
                    }
                })
                .error("""
                        [Espalier:CannotWrite] Net: the generated class NetNetwork cannot be written: the disk is full
                          Check the folder for generated sources (-s).
                        """)
                .check();
    }

    /** Whatever goes wrong inside becomes a message. */
    @Test
    void faultOfEspalierItself() {
        NetworkCase.of(NETWORK.formatted("›", "‹"))
                .withFiler(filer -> new ForwardingFiler(filer) {
                    @Override
                    protected void creating(CharSequence name, Element... originatingElements) {
                        IllegalStateException fault = new IllegalStateException("a fault");
                        fault.setStackTrace(
                                new StackTraceElement[] {new StackTraceElement("Kernel", "write", "Kernel.java", 7)});
                        throw fault;
                    }
                })
                .error("""
                        [Espalier:Internal] Net: Espalier itself failed: java.lang.IllegalStateException: a fault (Kernel.java:7)
                          This is a fault in Espalier and not in your network; please report it with this message and the network.
                        """)
                .check();
    }
}
