package espalier.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Tensor;

/** The largest difference between two tensors, relative to the largest value. */
public final class RelativeError {

    private RelativeError() {}

    /** Values must be finite and not all zero, or nothing would be compared. */
    public static void assertSmall(String what, Tensor expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape(), what + ": shape");
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, Math.abs((double) expected.data()[i]));
            difference = Math.max(difference, Math.abs((double) expected.data()[i] - actual.data()[i]));
        }
        assertTrue(largest > 0 && largest < Double.POSITIVE_INFINITY, what + ": the largest value is " + largest);
        assertTrue(
                difference <= tolerance * largest,
                what + ": the largest difference is " + difference + " where values reach " + largest);
    }
}
