package espalier.runtime.pass;

import espalier.runtime.Parameter;

/** A dense layer's weights and bias: the parameters themselves, or a copy with the batch norm that follows folded in. */
public final class DenseWeights implements Packed {

    final float[] weights;
    /** Null for none. */
    final float[] bias;

    private final Parameter weight;
    private final Parameter biasParameter;
    private final NormFold fold;

    /**
     * See {@link PackedWeights}.
     *
     * @param bias null for none
     * @param fold null for none
     */
    DenseWeights(Parameter weight, Parameter bias, NormFold fold) {
        this.weight = weight;
        this.biasParameter = bias;
        this.fold = fold;
        if (fold == null) {
            weights = weight.value().data();
            this.bias = bias == null ? null : bias.value().data();
        } else {
            weights = new float[weight.value().size()];
            this.bias = new float[fold.channels()];
        }
    }

    @Override
    public void refresh(float[] buffer) {
        if (fold != null) {
            float[] plainBias =
                    biasParameter == null ? null : biasParameter.value().data();
            fold.foldWeights(weight.value().data(), weights);
            System.arraycopy(fold.foldBias(plainBias), 0, bias, 0, bias.length);
        }
    }
}
