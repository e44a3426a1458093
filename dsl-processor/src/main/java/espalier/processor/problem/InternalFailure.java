package espalier.processor.problem;

import java.util.function.Supplier;

/** A fault of Espalier's own, with the layer at which it struck. */
public final class InternalFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String layer;

    private InternalFailure(String layer, Throwable cause) {
        super(cause);
        this.layer = layer;
    }

    /** The layer that was worked on. */
    public String layer() {
        return layer;
    }

    /** Does some work on a layer, so that a failure in it names the layer. */
    public static <T> T naming(String layer, Supplier<T> work) {
        try {
            return work.get();
        } catch (InternalFailure e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new InternalFailure(layer, e);
        }
    }
}
