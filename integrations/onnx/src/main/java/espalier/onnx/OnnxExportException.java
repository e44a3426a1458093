package espalier.onnx;

/** A network that ONNX cannot express, told in one sentence. */
public final class OnnxExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so in one sentence. */
    public OnnxExportException(String sentence) {
        super(sentence);
    }
}
