package espalier.runtime.pass;

import java.util.Arrays;

/**
 * The values of one layer for a batch, and in training their gradients. Image {@code i} starts at {@code i} times
 * {@code imagePitch} in both arrays.
 */
public final class Activation {

    final float[] values;
    /** Null where nothing asks for the gradient. */
    final float[] gradient;

    final int imagePitch;

    Activation(float[] values, float[] gradient, int imagePitch) {
        this.values = values;
        this.gradient = gradient;
        this.imagePitch = imagePitch;
    }

    int at(int image) {
        return image * imagePitch;
    }

    void clearGradient(int images) {
        if (gradient != null) {
            Arrays.fill(gradient, 0, images * imagePitch, 0f);
        }
    }
}
