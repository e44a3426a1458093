package espalier.dsl;

/**
 * How the weights of a layer are drawn from the seed. Biases always start at zero.
 *
 * <p>Fan-in is the number of inputs that one output value sums, fan-out the number of outputs that one input value reaches.
 */
public enum Init {
    /**
     * {@link #HE_NORMAL} where the first activation after the layer is a rectifier (RELU, LEAKY_RELU, RELU6), be it past
     * batch norm, pooling or a join; otherwise {@link #XAVIER_UNIFORM}.
     */
    BY_RULE,

    /** Normal with variance 2 / fan-in (He et al. 2015, "Delving Deep into Rectifiers", equation 10). */
    HE_NORMAL,

    /** Uniform with variance 2 / fan-in. */
    HE_UNIFORM,

    /** Normal with variance 2 / (fan-in + fan-out). */
    XAVIER_NORMAL,

    /**
     * Uniform with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, "Understanding the difficulty of training
     * deep feedforward neural networks", equation 16).
     */
    XAVIER_UNIFORM,

    /** Normal with variance 1 / fan-in (LeCun et al. 1998, "Efficient BackProp", section 4.6). */
    LECUN_NORMAL,

    /** Uniform with variance 1 / fan-in. */
    LECUN_UNIFORM,

    /** All zero. */
    ZEROS
}
