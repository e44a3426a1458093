package espalier.runtime.kernel;

/** One input, one output, no parameters: pooling, activation, normalisation across channels, softmax, flatten, padding. */
public interface MapKernel {

    /** Computes one image. */
    void forward(float[] x, int xAt, float[] y, int yAt);

    /** Adds to {@code dx}; {@code x} and {@code y} are those of the forward pass. {@code dy} is used up. */
    default void backward(float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
