package espalier.runtime.kernel;

/**
 * Inverted dropout, of single values or of an image as a whole. The same key drops the same, so that the mask needs no
 * memory.
 */
public interface DropoutKernel {

    /** Drops and scales one image. */
    void forward(float[] x, int xAt, float[] y, int yAt, long key);

    /** Adds to {@code dx}. */
    default void backward(float[] dy, int dyAt, float[] dx, int dxAt, long key) {
        throw InferenceOnly.exception();
    }
}
