package espalier.runtime.graph;

/** What a parameter is to its operation. */
public enum ParameterRole {
    /** Weight of a convolution [out, in/groups, kH, kW], a dense layer [out, in] or a subsampling layer [c]. */
    WEIGHT,
    /** Bias [out]. */
    BIAS,
    /** Batch norm's gamma [c]. */
    SCALE,
    /** Batch norm's beta [c]. */
    SHIFT,
    /** Batch norm's running mean [c]; a buffer. */
    RUNNING_MEAN,
    /** Batch norm's running population variance [c]; a buffer. */
    RUNNING_VARIANCE,
    /** Fixed values [units, in] of an RBF layer; a buffer. */
    PROTOTYPES
}
