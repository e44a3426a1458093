package espalier.processor.layer;

/** Where a window's padding comes from, with the names of the annotation's enum. */
enum PaddingMode {
    /** From the attribute. */
    EXPLICIT,
    /** So much that the result is ceil(input / stride) large. */
    SAME,
    /** None. */
    VALID
}
