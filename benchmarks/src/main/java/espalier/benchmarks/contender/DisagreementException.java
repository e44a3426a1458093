package espalier.benchmarks.contender;

/** A contender computes something else than the others, so that its time means nothing. */
final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DisagreementException(String message) {
        super(message);
    }
}
