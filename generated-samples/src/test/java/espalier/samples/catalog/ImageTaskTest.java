package espalier.samples.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import espalier.runtime.loss.RbfPenalty;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.samples.data.Pixels;
import org.junit.jupiter.api.Test;

class ImageTaskTest {
    private static final double EXACT = 1e-9;

    @Test
    void logitsAreTurnedIntoProbabilities() {
        ImageTask task = new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED, 0, true);
        float log3 = (float) Math.log(3);
        assertArrayEquals(new double[] {0.25, 0.75}, task.probabilities(new float[] {1000, 1000 + log3}), 1e-4);
    }

    @Test
    void theSmallestDistanceIsTheLikeliest() {
        ImageTask task = new ImageTask(new RbfPenalty(), Pixels.LENET, 2, true);
        double nearer = 1 / (1 + Math.exp(-2));
        assertArrayEquals(new double[] {nearer, 1 - nearer}, task.probabilities(new float[] {5, 7}), EXACT);
    }
}
