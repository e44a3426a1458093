package espalier.processor.failure;

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

    /**
     * Does some work on a layer, so that a failure in it names the layer: any exception or error, but for a lack of memory,
     * which is the compiler's to report.
     */
    public static <T> T naming(String layer, Supplier<T> work) {
        try {
            return work.get();
        } catch (InternalFailure | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new InternalFailure(layer, e);
        }
    }

    /** Does some work on a layer, see {@link #naming(String, Supplier)}. */
    public static void naming(String layer, Runnable work) {
        naming(layer, () -> {
            work.run();
            return null;
        });
    }
}
