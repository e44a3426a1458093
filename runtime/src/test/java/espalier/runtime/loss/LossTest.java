package espalier.runtime.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import espalier.runtime.RandomStream;
import espalier.runtime.Tensor;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

    private static final int[] LABELS = {2, 1};

    private static Tensor outputs() {
        return Tensor.of(new float[] {1, 2, 3, 0.5f, -1, 0}, 2, 3);
    }

    @Test
    void crossEntropyIsPyTorchs() {
        Tensor gradient = Tensor.zeros(2, 3);
        assertEquals(1.2558682848905542, new SoftmaxCrossEntropy().apply(outputs(), LABELS, gradient), 1e-7);
        assertArrayEquals(
                new float[] {0.0450153f, 0.1223642f, -0.1673795f, 0.2732747f, -0.4390242f, 0.1657495f},
                gradient.data(),
                1e-6f);
    }

    @Test
    void labelSmoothingIsPyTorchs() {
        Tensor gradient = Tensor.zeros(2, 3);
        assertEquals(1.2642016182238875, new SoftmaxCrossEntropy(0.1).apply(outputs(), LABELS, gradient), 1e-7);
        assertArrayEquals(
                new float[] {0.0283486f, 0.1056976f, -0.1340462f, 0.2566080f, -0.4056908f, 0.1490828f},
                gradient.data(),
                1e-6f);
    }

    @Test
    void crossEntropyOfLargeLogitsStaysFinite() {
        Tensor large = Tensor.of(new float[] {1e30f, -1e30f, 1e4f, 1e4f}, 2, 2);
        Tensor gradient = Tensor.zeros(2, 2);
        assertEquals(Math.log(2) / 2, new SoftmaxCrossEntropy().apply(large, new int[] {0, 1}, gradient), 1e-9);
        assertArrayEquals(new float[] {0, 0, 0.25f, -0.25f}, gradient.data(), 1e-7f);
    }

    @Test
    void meanSquaredErrorOfTargets() {
        Tensor gradient = Tensor.zeros(2, 2);
        Tensor outputs = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor targets = Tensor.of(new float[] {1, 0, 3, 8}, 2, 2);
        assertEquals(5, new MeanSquaredError().apply(outputs, targets, gradient));
        assertArrayEquals(new float[] {0, 1, 0, -2}, gradient.data());
    }

    @Test
    void meanSquaredErrorOfOneOutputTellsTwoClasses() {
        MeanSquaredError loss = new MeanSquaredError(-1, 1);
        Tensor outputs = Tensor.of(new float[] {0.5f, -0.5f}, 2, 1);
        Tensor gradient = Tensor.zeros(2, 1);
        assertEquals((0.25 + 0.25) / 2, loss.apply(outputs, new int[] {1, 0}, gradient));
        assertArrayEquals(new float[] {-0.5f, 0.5f}, gradient.data());
        assertEquals(1, loss.predicted(outputs.data(), 0, 1));
        assertEquals(0, loss.predicted(outputs.data(), 1, 1));
        assertEquals(2, loss.classes(1));
    }

    @Test
    void theRbfPenaltyTakesTheRightClassAlone() {
        Tensor gradient = Tensor.zeros(2, 3).fill(9);
        RbfPenalty loss = new RbfPenalty();
        assertEquals((3 - 1) / 2.0, loss.apply(outputs(), LABELS, gradient));
        assertArrayEquals(new float[] {0, 0, 0.5f, 0, 0.5f, 0}, gradient.data());
        assertEquals(0, loss.predicted(outputs().data(), 0, 3));
        assertEquals(1, loss.predicted(outputs().data(), 3, 3));
    }

    @Test
    void theFirstOfEqualOutputsIsPredicted() {
        float[] row = {0, 5, 5, 1};
        assertEquals(1, new SoftmaxCrossEntropy().predicted(row, 0, 4));
        assertEquals(0, new SoftmaxCrossEntropy().predicted(row, 2, 2));
    }

    static Stream<ClassificationLoss> losses() {
        return Stream.of(
                new SoftmaxCrossEntropy(),
                new SoftmaxCrossEntropy(0.2),
                new MeanSquaredError(),
                new MeanSquaredError(-1, 1),
                new RbfPenalty());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theGradientIsTheSlope(ClassificationLoss loss) {
        RandomStream random = new RandomStream(1, "outputs");
        Tensor outputs = Tensor.zeros(3, 5);
        for (int i = 0; i < outputs.size(); i++) {
            outputs.data()[i] = (float) random.nextGaussian();
        }
        int[] labels = {4, 0, 2};
        Tensor gradient = Tensor.zeros(3, 5);
        assertEquals(loss.value(outputs, labels), loss.apply(outputs, labels, gradient), 1e-12);
        float h = 0x1p-7f;
        for (int i = 0; i < outputs.size(); i++) {
            float value = outputs.data()[i];
            outputs.data()[i] = value + h;
            double above = loss.value(outputs, labels);
            double up = outputs.data()[i];
            outputs.data()[i] = value - h;
            double below = loss.value(outputs, labels);
            double down = outputs.data()[i];
            outputs.data()[i] = value;
            assertEquals((above - below) / (up - down), gradient.data()[i], 2e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void allocatesNothing(ClassificationLoss loss) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Tensor outputs = outputs();
        Tensor gradient = Tensor.zeros(2, 3);
        double sum = repeat(loss, outputs, gradient);
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += repeat(loss, outputs, gradient);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 500, allocated + " bytes, " + sum);
    }

    private static double repeat(ClassificationLoss loss, Tensor outputs, Tensor gradient) {
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += loss.apply(outputs, LABELS, gradient);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void refusesWhatDoesNotFit(ClassificationLoss loss) {
        Tensor gradient = Tensor.zeros(2, 3);
        assertMessage(
                "3 labels were given for outputs of 2x3.", () -> loss.apply(outputs(), new int[] {0, 1, 2}, gradient));
        assertMessage(
                "Label 3 is no class of a network that tells apart 3 (0 to 2).",
                () -> loss.apply(outputs(), new int[] {0, 3}, gradient));
        assertMessage(
                "The gradient must have the shape of the outputs, 2x3, not 2x2.",
                () -> loss.apply(outputs(), LABELS, Tensor.zeros(2, 2)));
        assertMessage(
                "One image's outputs must be a vector, but outputs of 2x3x4x4 hold 3 maps of several values each.",
                () -> loss.value(Tensor.zeros(2, 3, 4, 4), LABELS));
        assertMessage(
                "The outputs of a batch are N,units with at least one of each, not 2.",
                () -> loss.value(Tensor.zeros(2), LABELS));
    }

    @Test
    void takesTheMapsOfAGlobalPooling() {
        Tensor maps = outputs().reshaped(2, 3, 1, 1);
        assertEquals(new SoftmaxCrossEntropy().value(outputs(), LABELS), new SoftmaxCrossEntropy().value(maps, LABELS));
    }

    @Test
    void refusesImpossibleSettings() {
        assertMessage("Label smoothing must be in [0, 1), not 1.0.", () -> new SoftmaxCrossEntropy(1));
        assertMessage(
                "The low target must be below the high one, but they are 1.0 and 0.0.",
                () -> new MeanSquaredError(1, 0));
        assertMessage(
                "The targets must have the shape of the outputs, 2x3, not 3x2.",
                () -> new MeanSquaredError().value(outputs(), Tensor.zeros(3, 2)));
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
