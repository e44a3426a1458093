package espalier.runtime.kernel;

/** Between a caller's array, channel by channel (C, H, W), and a network's input. */
public interface ImportKernel {

    /** Rows of an image. */
    int parts();

    /** Copies rows {@code from} (inclusive) to {@code to} (exclusive) of one image in. */
    void forward(float[] chw, int chwAt, float[] y, int yAt, int from, int to);

    /** Copies the gradient of one image out, overwriting {@code chw}. */
    default void backward(float[] dy, int dyAt, float[] chw, int chwAt) {
        throw InferenceOnly.exception();
    }
}
