package espalier.runtime.pass;

import espalier.runtime.Tensor;
import java.util.Arrays;
import java.util.List;

/** One output in training: its values and its gradient as callers see them. */
final class TrainingOutput {

    private final ExportStep step;
    private final BatchTensors values;
    private final BatchTensors gradients;

    TrainingOutput(ExportStep step, List<Integer> imageShape, int capacity) {
        this.step = step;
        this.values = new BatchTensors(imageShape, capacity);
        this.gradients = new BatchTensors(imageShape, capacity);
    }

    Tensor values(int images) {
        return values.of(images);
    }

    Tensor gradient(int images) {
        return gradients.of(images);
    }

    void copyOut(int images) {
        step.bind(values.of(images).data(), 0);
        step.forward(images);
    }

    /** Adds the caller's gradient to the layer's, and clears it. */
    void copyGradientIn(int images) {
        float[] gradient = gradients.of(images).data();
        step.bind(gradient, 0);
        step.backward(images);
        Arrays.fill(gradient, 0f);
    }
}
