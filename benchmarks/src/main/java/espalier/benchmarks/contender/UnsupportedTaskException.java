package espalier.benchmarks.contender;

/** A contender has no such network or task; the message is the reason, to stand beside the dash in a table. */
public final class UnsupportedTaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the reason: a phrase, such as "it does not train". */
    public UnsupportedTaskException(String reason) {
        super(reason);
    }
}
