package espalier.processor.op;

/** How a parameter is filled from the seed; the names are those of the run-time library's enum. */
public enum Initializer {
    HE_NORMAL,
    HE_UNIFORM,
    XAVIER_NORMAL,
    XAVIER_UNIFORM,
    LECUN_NORMAL,
    LECUN_UNIFORM,
    ZEROS,
    ONES,
    /** Values that the network's source fixes, such as the prototypes of an RBF layer. */
    FIXED
}
