package espalier.runtime.kernel;

/** One input, one output, no parameters: pooling, activation, normalisation across channels, softmax, flatten, padding. */
public interface MapKernel {

    /** Computes one image. */
    void forward(float[] x, int xAt, float[] y, int yAt);

    /** Parts, such as rows, into which an image may be divided; 1 where it may not. */
    default int parts() {
        return 1;
    }

    /** Parts {@code from} (inclusive) to {@code to} (exclusive) of one image. */
    default void forward(float[] x, int xAt, float[] y, int yAt, int from, int to) {
        forward(x, xAt, y, yAt);
    }

    /** Adds to {@code dx}; {@code x} and {@code y} are those of the forward pass. {@code dy} is used up. */
    default void backward(float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
