package espalier.processor.op;

/**
 * An activation function with its constant.
 *
 * @param alpha the slope of LEAKY_RELU or the scale of ELU; ignored by the others
 */
public record ActivationFunction(ActivationKind kind, double alpha) {

    /** The identity. */
    public static final ActivationFunction NONE = new ActivationFunction(ActivationKind.NONE, 0);

    /**
     * Whether the derivative can be computed from the output alone: with a negative slope the sign of the input is lost.
     */
    public boolean hasDerivativeFromOutput() {
        return kind.hasDerivativeFromOutput() && alpha >= 0;
    }
}
