package espalier.processor.emit;

/** The two ways in which a kernel is written. The suffix tells their classes apart. */
public enum Dialect {
    /** Plain loops on floats: always written, runs everywhere. */
    SCALAR("Scalar"),
    /** On {@code jdk.incubator.vector}: written when javac sees that module. */
    VECTOR("Vector");

    private final String suffix;

    Dialect(String suffix) {
        this.suffix = suffix;
    }

    /** The end of the name of each class in this dialect. */
    public String suffix() {
        return suffix;
    }
}
