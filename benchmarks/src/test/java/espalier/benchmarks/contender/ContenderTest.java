package espalier.benchmarks.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContenderTest {

    @Test
    void theErrorIsAShareOfTheLargestExpectedValue() {
        Expectation expected = Expectation.ofOutputs(new float[] {1, -4, 2});
        assertEquals(0.25, expected.error(Expectation.ofOutputs(new float[] {2, -4, 2})), 1e-9);
        assertEquals(0, expected.check(Expectation.ofOutputs(new float[] {1, -4, 2})));
    }

    @Test
    void whatDiffersIsRefused() {
        Expectation expected = Expectation.ofOutputs(new float[] {1, -4, 2});
        for (float[] other : new float[][] {{1, -4.1f, 2}, {1, Float.NaN, 2}, {1, -4}}) {
            Expectation actual = Expectation.ofOutputs(other);
            assertThrows(DisagreementException.class, () -> expected.check(actual));
        }
    }

    @Test
    void imagesAreNoiseBetweenMinusOneAndOne() {
        Setting setting = new Setting("LeNet5", Task.INFERENCE, 2, 1, Path.of("."));
        float[] images = setting.images(List.of(3, 32, 32)).data();
        double sum = 0;
        for (float value : images) {
            assertTrue(Math.abs(value) <= 1);
            sum += value;
        }
        assertEquals(0, sum / images.length, 0.05);
        assertNotEquals(images[0], images[1]);
    }

    @Test
    void memoryStandsInTheStatusInKibibytes() {
        List<String> status = List.of("Name:\tjava", "VmHWM:\t  123456 kB", "VmRSS:\t  100 kB");
        assertEquals(OptionalLong.of(123456L * 1024), ProcessMemory.field(status, "VmHWM"));
        assertEquals(OptionalLong.empty(), ProcessMemory.field(status, "VmSwap"));
    }

    /** The way that every contender takes, with the network at hand that takes least time. */
    @Test
    void espalierComputesWhatWasPrepared(@TempDir Path folder) throws Exception {
        Preparation.main(new String[] {"LeNet5", folder.toString(), "inference:2", "training:4"});
        Setting predicting = new Setting("LeNet5", Task.INFERENCE, 2, 1, folder);
        Setting training = new Setting("LeNet5", Task.TRAINING, 4, 1, folder);
        EspalierContender contender = new EspalierContender();
        Expectation.read(predicting.expected(), predicting.task())
                .check(Expectation.of(contender.inference(predicting)));
        Expectation losses = Expectation.read(training.expected(), training.task());
        losses.check(Expectation.of(contender.training(training)));
        assertTrue(losses.values()[0] > losses.values()[Expectation.STEPS - 1], "the loss falls");
        assertThrows(DisagreementException.class, () -> losses.check(fallingLess(losses, 0)), "no gradient at all");
        assertThrows(
                DisagreementException.class, () -> losses.check(fallingLess(losses, 0.75f)), "a quarter too little");
    }

    /** Losses that fall by a share of what was expected, as with gradients that are that much too small. */
    private static Expectation fallingLess(Expectation losses, float share) {
        float first = losses.values()[0];
        float[] values = losses.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = first + share * (values[i] - first);
        }
        return Expectation.ofLosses(values);
    }
}
