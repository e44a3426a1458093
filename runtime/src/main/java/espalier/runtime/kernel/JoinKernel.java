package espalier.runtime.kernel;

/**
 * Several inputs, one output: sum and concatenation. The caller goes through the inputs in order; an activation is
 * applied with the last one.
 */
public interface JoinKernel {

    /** Takes up input number {@code input} of one image. */
    void forward(int input, float[] x, int xAt, float[] y, int yAt);

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /** Adds to the gradient of input number {@code input}. */
    default void backward(int input, float[] dy, int dyAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
