package espalier.onnx;

import java.util.Objects;

/**
 * How a network is written as ONNX.
 *
 * @param opset the version of the default operator set, from {@link #LEAST_OPSET} to {@link #GREATEST_OPSET}
 * @param foldBatchNorm whether a batch norm behind a convolution or dense layer goes into that layer's weight and bias, as
 *     in Espalier's own inference; otherwise, and elsewhere, it stays an operator with parameters of its own
 * @param batch the name of the batch dimension, whose size is free
 * @param producerName who the file says wrote it
 * @param producerVersion and in which version; may be empty
 */
public record OnnxOptions(int opset, boolean foldBatchNorm, String batch, String producerName, String producerVersion) {

    /** The first operator set that can be asked for: that of ONNX 1.12. */
    public static final int LEAST_OPSET = 17;

    /** The last operator set whose changes have been followed: that of ONNX 1.17. */
    public static final int GREATEST_OPSET = 22;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the opset is none of those that can be written, or the batch has no name
     */
    public OnnxOptions {
        if (opset < LEAST_OPSET || opset > GREATEST_OPSET) {
            throw new IllegalArgumentException("The opset must be from " + LEAST_OPSET + " to " + GREATEST_OPSET
                    + ", but " + opset + " was given.");
        }
        if (batch.isBlank()) {
            throw new IllegalArgumentException("The batch dimension needs a name, such as N.");
        }
        Objects.requireNonNull(producerName, "producerName");
        Objects.requireNonNull(producerVersion, "producerVersion");
    }

    /** Opset 17, batch norm folded, batch dimension N, produced by Espalier. */
    public static OnnxOptions defaults() {
        String version = OnnxOptions.class.getPackage().getImplementationVersion();
        return new OnnxOptions(LEAST_OPSET, true, "N", "Espalier", version == null ? "" : version);
    }

    /** With another operator set. */
    public OnnxOptions withOpset(int newOpset) {
        return new OnnxOptions(newOpset, foldBatchNorm, batch, producerName, producerVersion);
    }

    /** With every batch norm kept as an operator of its own. */
    public OnnxOptions withBatchNormKept() {
        return new OnnxOptions(opset, false, batch, producerName, producerVersion);
    }

    /** With another name for the batch dimension. */
    public OnnxOptions withBatch(String name) {
        return new OnnxOptions(opset, foldBatchNorm, name, producerName, producerVersion);
    }

    /** With another producer. */
    public OnnxOptions withProducer(String name, String version) {
        return new OnnxOptions(opset, foldBatchNorm, batch, name, version);
    }

    /** The version of the file format that came with the operator set. */
    long formatVersion() {
        return opset <= 18 ? 8 : opset <= 20 ? 9 : 10;
    }
}
