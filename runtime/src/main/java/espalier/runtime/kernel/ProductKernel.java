package espalier.runtime.kernel;

/** The product of two inputs: value by value, or of a map (a) with one value a channel (b). */
public interface ProductKernel {

    /** {@code y = a * b} for one image. */
    void forward(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

    /** {@code da += dy * b}. */
    default void backwardA(float[] b, int bAt, float[] dy, int dyAt, float[] da, int daAt) {
        throw InferenceOnly.exception();
    }

    /** {@code db += dy * a}, summed over the values that b scaled. */
    default void backwardB(float[] a, int aAt, float[] dy, int dyAt, float[] db, int dbAt) {
        throw InferenceOnly.exception();
    }
}
