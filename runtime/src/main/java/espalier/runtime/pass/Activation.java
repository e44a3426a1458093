package espalier.runtime.pass;

import java.util.Arrays;

/**
 * The values of one layer for a batch, and in training their gradients. Image {@code i} starts at {@code i} times
 * {@code imagePitch} in both arrays.
 */
public final class Activation {

    final float[] values;
    /** Null where nothing asks for the gradient. Other values may have theirs in the same array, see {@link GradientMemory}. */
    float[] gradient;

    final int imagePitch;

    private final boolean wantsGradient;

    /** Of the steps that read the values the one that runs last, and so is the first to add to the gradient; null for none. */
    private Step lastReader;

    private boolean isClearedByPass;

    Activation(float[] values, int imagePitch, boolean wantsGradient) {
        this.values = values;
        this.imagePitch = imagePitch;
        this.wantsGradient = wantsGradient;
    }

    int at(int image) {
        return image * imagePitch;
    }

    /** Whether something asks for the gradient. */
    boolean wantsGradient() {
        return wantsGradient;
    }

    /** Called once, after the pass is built and before it runs. */
    void standsIn(float[] memory) {
        gradient = memory;
    }

    /** Called as the pass is built, by step after step in the order in which they run. */
    void readBy(Step step) {
        lastReader = step;
    }

    /** Says that something other than steps in their order adds to the gradient. */
    void clearGradientByPass() {
        isClearedByPass = true;
    }

    boolean isClearedByPass() {
        return isClearedByPass;
    }

    /** Called before anything is added to the gradients: clears those that {@link #beginGradient} does not. */
    void clearGradient(int images) {
        if (gradient != null && (isClearedByPass || lastReader == null)) {
            Arrays.fill(gradient, 0, images * imagePitch, 0f);
        }
    }

    /**
     * Called by a step before it adds to the gradient of some images: clears it if the step is the first. Clearing all
     * gradients beforehand took a tenth of a training step, since none was in a cache any more when it was added to.
     */
    void beginGradient(Step step, int image, int images) {
        if (step == lastReader && !isClearedByPass) {
            Arrays.fill(gradient, at(image), at(image + images), 0f);
        }
    }
}
