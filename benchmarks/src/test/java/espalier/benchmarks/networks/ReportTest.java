package espalier.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The figures that follow from what was measured, as a page and as JSON. */
class ReportTest {

    private static final Jdk JDK = new Jdk(Path.of("jdk"), "17.0.15");
    private static final Row LENET5 = Row.all().get(0);
    private static final Cell ONE = new Cell(LENET5, 1, JDK);
    private static final Cell TWO = new Cell(LENET5, 2, JDK);
    private static final Entrant PYTORCH = Entrant.find("djl").orElseThrow();
    private static final Entrant DEEPLEARNING4J = Entrant.find("deeplearning4j").orElseThrow();

    private static Outcome measured(double micros) {
        return new Outcome.Measured(micros * 1000, 100, Map.of("medianNanos", micros * 1000));
    }

    private static Results results() {
        return new Results(
                LocalDate.of(2026, 11, 26),
                new Machine("Some Processor", 2, "Linux amd64", 0.1),
                2,
                1,
                List.of(Entrant.ESPALIER, Entrant.ONNX_RUNTIME, PYTORCH, DEEPLEARNING4J),
                Map.of("onnxruntime", "ONNX Runtime 1.29.0"),
                List.of(ONE, TWO),
                Map.of(
                        ONE,
                        Map.of(
                                Entrant.ESPALIER,
                                List.of(measured(9), measured(11)),
                                Entrant.ONNX_RUNTIME,
                                List.of(measured(31), measured(33)),
                                PYTORCH,
                                List.of(measured(200), measured(180)),
                                DEEPLEARNING4J,
                                List.of(new Outcome.Unsupported("it has no such layer"))),
                        TWO,
                        Map.of(
                                Entrant.ESPALIER,
                                List.of(measured(10), measured(10)),
                                Entrant.ONNX_RUNTIME,
                                List.of(new Outcome.Failed("no library")),
                                PYTORCH,
                                List.of(measured(20), measured(20)))),
                List.of(
                        new Results.ColdStart(JDK, LENET5, Entrant.ESPALIER, List.of(0.2e9, 0.3e9), ""),
                        new Results.ColdStart(JDK, LENET5, Entrant.ONNX_RUNTIME, List.of(0.4e9, 0.6e9), "")),
                List.of(),
                Map.of("LeNet5", 416_520L),
                Map.of("LeNet5", 190_000L));
    }

    @Test
    void theRatioIsThatOfTheBestPeersMedianToOurs() {
        Results results = results();
        assertEquals(Entrant.ONNX_RUNTIME, results.bestPeer(ONE).orElseThrow());
        assertEquals(3.2, results.ratio(ONE).orElseThrow(), 1e-9);
        assertEquals(PYTORCH, results.bestPeer(TWO).orElseThrow());
        assertEquals(2, results.ratio(TWO).orElseThrow(), 1e-9);
    }

    @Test
    void theShareOfThePeakIsTheMedianOverTheProcesses() {
        double atNine = 2 * 416_520 / 9_000.0 / 100;
        double atEleven = 2 * 416_520 / 11_000.0 / 100;
        assertEquals((atNine + atEleven) / 2, results().shareOfPeak(ONE).orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), results().gigaflops(ONE, DEEPLEARNING4J));
    }

    @Test
    void aDisagreementIsUnsound() {
        assertTrue(results().sound());
        Results other = results();
        Results disagreeing = new Results(
                other.date(),
                other.machine(),
                other.rounds(),
                other.seconds(),
                other.entrants(),
                other.versions(),
                List.of(ONE),
                Map.of(
                        ONE,
                        Map.of(
                                Entrant.ESPALIER,
                                List.of(measured(9)),
                                PYTORCH,
                                List.of(new Outcome.Disagrees("it computes something else")))),
                List.of(),
                List.of(),
                other.macs(),
                other.generatedBytes());
        assertFalse(disagreeing.sound());
    }

    @Test
    void thePageShowsTimesRatiosTargetsAndReasons() {
        assertEquals("""
                Measured on 26 November 2026: Some Processor, 2 cores, Linux amd64; JDK 17.0.15; ONNX Runtime 1.29.0.
                Peak of fused multiply-adds meanwhile: 100 GFLOP/s (100..100) on 1 thread, 100 GFLOP/s (100..100) on 2 threads.
                Each figure is the median of 2 processes (least..most), each the median of single times after warm-up.
                The ratio is the fastest peer's time to Espalier's, bold where it reaches the target.

                | network | threads | Espalier             | ONNX Runtime         | PyTorch (DJL)     | Deeplearning4j | ratio    | target | of peak |
                |---------|---------|----------------------|----------------------|-------------------|----------------|----------|--------|---------|
                | LeNet-5 | 1       | 10.0 µs (9.00..11.0) | 32.0 µs (31.0..33.0) | 190 µs (180..200) | -              | **3.20** | 3.0    | 84 %    |
                | LeNet-5 | 2       | 10.0 µs              | -                    | 20.0 µs           | -              | 2.00     | -      | 83 %    |

                - ONNX Runtime: it failed: no library (LeNet-5).
                - Deeplearning4j: it has no such layer (LeNet-5).

                | besides                                          | Espalier          | ONNX Runtime      | reached                    | target                         |
                |--------------------------------------------------|-------------------|-------------------|----------------------------|--------------------------------|
                | first prediction of LeNet-5 from the JVM's start | 250 ms (200..300) | 500 ms (400..600) | **0.50 of ONNX Runtime's** | at most 0.50 of ONNX Runtime's |

                | network | generated sources |
                |---------|-------------------|
                | LeNet5  | 0.19 MB           |
                """, new MarkdownReport(results()).page());
    }

    @Test
    void theJsonHasWhatWasMeasuredAndWhatFollows() throws IOException {
        Map<String, Object> page = JSON.std.mapFrom(JsonReport.of(results()));
        assertEquals("2026-11-26", page.get("date"));
        Map<?, ?> row = (Map<?, ?>) ((List<?>) page.get("rows")).get(0);
        assertEquals("LeNet5", row.get("network"));
        assertEquals(3.0, row.get("target"));
        assertEquals("onnxruntime", row.get("bestPeer"));
        Map<?, ?> contenders = (Map<?, ?>) row.get("contenders");
        assertEquals(2, ((List<?>) ((Map<?, ?>) contenders.get("espalier")).get("processes")).size());
        assertEquals("it has no such layer", ((Map<?, ?>) contenders.get("deeplearning4j")).get("none"));
    }
}
