package espalier.runtime.graph;

/** The activation functions of x. */
public enum ActivationKind {
    /** max(x, 0). */
    RELU,
    /** x where it is positive, else alpha x. */
    LEAKY_RELU,
    /** min(max(x, 0), 6). */
    RELU6,
    /** tanh(x). */
    TANH,
    /** 1.7159 tanh(2x/3), as in LeNet-5 (LeCun 1998, appendix A). */
    SCALED_TANH,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** x sigmoid(x). */
    SWISH,
    /** x relu6(x + 3) / 6. */
    HARD_SWISH,
    /** relu6(x + 3) / 6. */
    HARD_SIGMOID,
    /** x where it is positive, else alpha (exp(x) - 1). */
    ELU,
    /** x times the normal distribution function of x, by erf. */
    GELU
}
