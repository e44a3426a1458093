package espalier.samples.catalog;

/** No sample network has the name that was asked for; the message offers the nearest. */
public final class UnknownNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownNetworkException(String message) {
        super(message);
    }
}
