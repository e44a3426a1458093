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
record Expectation(float[] values) {

    /** The most that a value may be away from the expected one, as a share of the largest expected magnitude. */
    static final double TOLERANCE = 1e-3;

    /** Training steps whose losses are compared. */
    static final int STEPS = 3;

    private static final String NAME = "expected";

    static Expectation of(Inference inference) throws Exception {
        inference.run();
        return new Expectation(inference.output().clone());
    }

    static Expectation of(Training training) throws Exception {
        float[] losses = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            training.run();
            losses[i] = (float) training.loss();
        }
        return new Expectation(losses);
    }

    static Expectation read(Path file) throws IOException {
        return new Expectation(Safetensors.read(file).tensors().get(NAME).data());
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
        if (!(error <= TOLERANCE)) {
            throw new DisagreementException(String.format(
                    "it computes something else: the error is %.2g of the largest value, and may be %.0e",
                    error, TOLERANCE));
        }
        return error;
    }
}
