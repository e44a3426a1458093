package espalier.processor.op;

/** The activation functions, with the names of the annotation's enum; {@link #NONE} is the identity. */
public enum ActivationKind {
    NONE,
    RELU,
    LEAKY_RELU,
    RELU6,
    TANH,
    SCALED_TANH,
    SIGMOID,
    SWISH,
    HARD_SWISH,
    HARD_SIGMOID,
    ELU,
    GELU;

    /**
     * Whether the derivative can be computed from the output alone, so that the function can be fused into the layer
     * before it in training as well.
     */
    public boolean hasDerivativeFromOutput() {
        return this != SWISH && this != HARD_SWISH && this != GELU;
    }
}
