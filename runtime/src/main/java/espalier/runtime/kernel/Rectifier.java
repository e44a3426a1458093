package espalier.runtime.kernel;

/** The activations that limit a sum, which convolutions apply as they store it: {@code y = min(max(s, lowest), highest)}. */
public enum Rectifier {
    /** {@code y = s}. */
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    /** {@code y = max(s, 0)}. */
    RELU(0, Float.POSITIVE_INFINITY),
    /** {@code y = min(max(s, 0), 6)} (Krizhevsky 2010, "Convolutional deep belief networks on CIFAR-10"). */
    RELU6(0, 6);

    private final float lowest;
    private final float highest;

    Rectifier(float lowest, float highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The least value of y, minus infinity for none. */
    public float lowest() {
        return lowest;
    }

    /** The greatest value of y, infinity for none. */
    public float highest() {
        return highest;
    }
}
