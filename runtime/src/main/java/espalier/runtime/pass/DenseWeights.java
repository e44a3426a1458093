package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.kernel.DenseKernel;

/** A dense layer's weights and bias: the parameters themselves, or a copy, packed or with the batch norm that follows folded in. */
public final class DenseWeights implements Packed {

    final float[] weights;
    /** Null for none. */
    final float[] bias;

    private final DenseKernel kernel;
    private final Parameter weight;
    private final Parameter biasParameter;
    private final NormFold fold;
    private final boolean isPacked;

    /**
     * See {@link PackedWeights}.
     *
     * @param bias null for none
     * @param fold null for none
     */
    DenseWeights(DenseKernel kernel, Parameter weight, Parameter bias, NormFold fold) {
        this.kernel = kernel;
        this.weight = weight;
        this.biasParameter = bias;
        this.fold = fold;
        this.isPacked = kernel.packedWeights() > 0;
        if (isPacked) {
            weights = new float[Memory.inWholeLines(kernel.packedWeights())];
            this.bias = new float[kernel.packedBias()];
        } else if (fold != null) {
            weights = new float[weight.value().size()];
            this.bias = new float[fold.channels()];
        } else {
            weights = weight.value().data();
            this.bias = bias == null ? null : bias.value().data();
        }
    }

    @Override
    public int buffer() {
        return fold != null && isPacked ? weight.value().size() : 0;
    }

    @Override
    public void refresh(float[] buffer) {
        float[] plain = weight.value().data();
        float[] plainBias = biasParameter == null ? null : biasParameter.value().data();
        if (fold != null) {
            float[] folded = isPacked ? buffer : weights;
            fold.foldWeights(plain, folded);
            plain = folded;
            plainBias = fold.foldBias(plainBias);
        }
        if (isPacked) {
            kernel.packWeights(plain, weights);
        }
        if (plainBias != null) {
            System.arraycopy(plainBias, 0, bias, 0, plainBias.length);
        }
    }
}
