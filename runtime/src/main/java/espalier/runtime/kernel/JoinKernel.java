package espalier.runtime.kernel;

/**
 * Several inputs, one output: sum and concatenation. The caller goes through the inputs in order, the first two
 * together; an activation is applied with the last one.
 */
public interface JoinKernel {

    /** Takes up input number {@code input} of one image. */
    void forward(int input, float[] x, int xAt, float[] y, int yAt);

    /** Parts, such as rows, into which an image may be divided; 1 where it may not. */
    default int parts() {
        return 1;
    }

    /** Parts {@code from} to {@code to} of one image, as far as its first two inputs go, which a sum adds in one go. */
    default void forwardFirst(float[] x0, int x0At, float[] x1, int x1At, float[] y, int yAt, int from, int to) {
        forward(0, x0, x0At, y, yAt);
        forward(1, x1, x1At, y, yAt);
    }

    /** Turns {@code dy} into the gradient before the activation, in place; nothing where there is no activation. */
    default void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        throw InferenceOnly.exception();
    }

    /**
     * Whether the gradient of an input is {@code dy}, as {@link #backwardActivation} leaves it, value by value at the same
     * places.
     */
    default boolean handsOnGradient(int input) {
        return false;
    }

    /** Adds to the gradient of input number {@code input}. */
    default void backward(int input, float[] dy, int dyAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
