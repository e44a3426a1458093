package espalier.runtime.kernel;

/** LeNet-5's output layer (LeCun et al. 1998, equation 7): {@code y[i] = sum over j of (x[j] - w[i][j])^2}. */
public interface RbfKernel {

    /** Computes one image; {@code w} is [units, in]. */
    void forward(float[] x, int xAt, float[] w, float[] y, int yAt);

    /** Adds {@code 2 * sum over i of dy[i] * (x[j] - w[i][j])} to {@code dx}. */
    default void backward(float[] x, int xAt, float[] w, float[] dy, int dyAt, float[] dx, int dxAt) {
        throw InferenceOnly.exception();
    }
}
