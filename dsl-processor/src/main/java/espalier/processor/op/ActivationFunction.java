package espalier.processor.op;

/**
 * An activation function with its constant.
 *
 * @param alpha the slope of LEAKY_RELU or the scale of ELU; ignored by the others
 */
public record ActivationFunction(ActivationKind kind, double alpha) {

    /** The identity. */
    public static final ActivationFunction NONE = new ActivationFunction(ActivationKind.NONE, 0);

    /** Whether it limits its argument and does nothing else: the identity, ReLU and ReLU6. */
    public boolean isRectifier() {
        return kind == ActivationKind.NONE || kind == ActivationKind.RELU || kind == ActivationKind.RELU6;
    }

    /**
     * Whether the derivative can be computed from the output alone: with a negative slope the sign of the input is lost.
     */
    public boolean hasDerivativeFromOutput() {
        return kind.hasDerivativeFromOutput() && alpha >= 0;
    }
}
