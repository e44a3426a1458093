package espalier.runtime.kernel;

/** What the backward methods do in a kernel that was written for inference only. */
final class InferenceOnly {

    private InferenceOnly() {}

    static UnsupportedOperationException exception() {
        return new UnsupportedOperationException("this kernel was written for inference only");
    }
}
