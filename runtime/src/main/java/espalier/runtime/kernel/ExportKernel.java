package espalier.runtime.kernel;

/** Between a network's output and a caller's array, channel by channel (C, H, W). */
public interface ExportKernel {

    /** Copies one image out, overwriting {@code chw}. */
    void forward(float[] x, int xAt, float[] chw, int chwAt);

    /** Adds the gradient of one image to {@code dx}. */
    default void backward(float[] chw, int chwAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
