package espalier.runtime.graph;

/** How the values between those of a map come about. */
public enum UpsampleMode {
    /** Each value is repeated. */
    NEAREST,
    /** The mean of the four values around, weighted by nearness; beyond the edge the outermost counts for both. */
    BILINEAR
}
