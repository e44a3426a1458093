package espalier.benchmarks.contender;

import espalier.runtime.Tensor;
import espalier.runtime.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every contender must compute before it is timed: the outputs of a prediction, or the losses of the first training
 * steps, which no wrong gradient leaves as they are.
 */
record Expectation(float[] values, double tolerance) {

    /** The most that an output may be away from the expected one, as a share of the largest expected magnitude. */
    private static final double TOLERANCE_OF_OUTPUTS = 1e-3;

    /**
     * The same for a loss after some steps. Rounding turns some of ReLU's derivatives over, and with them gradients by up to a
     * hundredth of their norm, on one and the same kernels if images move by 1e-5; ResNet-18's losses differ by 0.0018 then.
     */
    private static final double TOLERANCE_OF_LOSSES = 2e-3;

    /** Training steps whose losses are compared. */
    static final int STEPS = 3;

    private static final String NAME = "expected";

    static Expectation of(Inference inference) throws Exception {
        inference.run();
        return ofOutputs(inference.output().clone());
    }

    static Expectation of(Training training) throws Exception {
        float[] losses = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            training.run();
            losses[i] = (float) training.loss();
        }
        return ofLosses(losses);
    }

    static Expectation ofOutputs(float[] values) {
        return new Expectation(values, TOLERANCE_OF_OUTPUTS);
    }

    static Expectation ofLosses(float[] values) {
        return new Expectation(values, TOLERANCE_OF_LOSSES);
    }

    static Expectation read(Path file, Task task) throws IOException {
        float[] values = Safetensors.read(file).tensors().get(NAME).data();
        return task == Task.INFERENCE ? ofOutputs(values) : ofLosses(values);
    }

    void write(Path file) throws IOException {
        new Safetensors(Map.of(NAME, Tensor.of(values, values.length)), Map.of()).write(file);
    }

    /** The largest difference as a share of the largest expected magnitude; NaN if either side has one. */
    double error(Expectation actual) {
        if (actual.values.length != values.length) {
            throw new DisagreementException(
                    actual.values.length + " values came out, but " + values.length + " were expected");
        }
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < values.length; i++) {
            // Math.max keeps a NaN.
            difference = Math.max(difference, Math.abs((double) actual.values[i] - values[i]));
            magnitude = Math.max(magnitude, Math.abs((double) values[i]));
        }
        return difference / magnitude;
    }

    /**
     * Compares.
     *
     * @return the error
     * @throws DisagreementException if it is above the tolerance
     */
    double check(Expectation actual) {
        double error = error(actual);
        if (!(error <= tolerance)) {
            throw new DisagreementException(String.format(
                    "its values are %.2g of the largest one away from the expected ones, and may be %.0e",
                    error, tolerance));
        }
        return error;
    }
}
