package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {

    /** The variances are the papers', for a fan-in of 200 and a fan-out of 50. */
    @ParameterizedTest
    @CsvSource({
        "HE_NORMAL, 0.01",
        "HE_UNIFORM, 0.01",
        "XAVIER_NORMAL, 0.008",
        "XAVIER_UNIFORM, 0.008",
        "LECUN_NORMAL, 0.005",
        "LECUN_UNIFORM, 0.005"
    })
    void hasMeanZeroAndThePapersVariance(Initializer initializer, double variance) {
        Parameter parameter = Parameter.trainable("w", initializer, 200, 50, 500, 200);
        Parameters.of(List.of(parameter)).initialize(42);
        double sum = 0;
        double squares = 0;
        for (float value : parameter.value().data()) {
            sum += value;
            squares += (double) value * value;
        }
        int n = parameter.value().size();
        assertEquals(0, sum / n, 4 * Math.sqrt(variance / n));
        assertEquals(1, squares / n / variance, 0.02);
    }

    @Test
    void theSameSeedGivesTheSameBitsForEver() {
        RandomStream stream = new RandomStream(1, "c1.weight");
        assertEquals(6556691118056232062L, stream.nextLong());
        assertEquals(0.6804463469111006, stream.nextDouble());
        assertEquals(0.7731962236030675, stream.nextGaussian());
    }

    @Test
    void gaussiansHaveTheTailsOfANormalDistribution() {
        RandomStream stream = new RandomStream(5, "tails");
        int n = 200_000;
        int outsideOne = 0;
        int outsideTwo = 0;
        for (int i = 0; i < n; i++) {
            double value = Math.abs(stream.nextGaussian());
            outsideOne += value > 1 ? 1 : 0;
            outsideTwo += value > 2 ? 1 : 0;
        }
        assertEquals(0.3173, outsideOne / (double) n, 0.005);
        assertEquals(0.0455, outsideTwo / (double) n, 0.002);
    }

    @Test
    void wholeNumbersAreSpreadEvenly() {
        RandomStream stream = new RandomStream(5, "even");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        for (int count : counts) {
            assertTrue(Math.abs(count - 10_000) < 500, "count " + count);
        }
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(0));
    }
}
