package espalier.runtime.pass;

import espalier.runtime.Tensor;
import java.util.Arrays;
import java.util.List;

/** One output in training: its values and its gradient as callers see them. */
final class TrainingOutput {

    private final ExportStep step;
    private final BatchTensors values;
    private final BatchTensors gradients;
    private final boolean isPerRegion;

    /**
     * @param capacity the most images, or regions
     * @param isPerRegion whether it has a row for each region, not for each image
     */
    TrainingOutput(ExportStep step, List<Integer> imageShape, int capacity, boolean isPerRegion) {
        this.step = step;
        this.isPerRegion = isPerRegion;
        this.values = new BatchTensors(imageShape, capacity);
        this.gradients = new BatchTensors(imageShape, capacity);
    }

    boolean isPerRegion() {
        return isPerRegion;
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
