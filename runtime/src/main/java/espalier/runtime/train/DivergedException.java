package espalier.runtime.train;

/** A training's loss is no longer a finite number. The parameters are those before the step that would have followed. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says where, what, and what to do. */
    public DivergedException(String message) {
        super(message);
    }
}
