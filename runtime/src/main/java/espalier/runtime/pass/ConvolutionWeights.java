package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.kernel.ConvolutionKernel;

/** A convolution's weights and bias, packed, with the batch norm that follows folded in. */
public final class ConvolutionWeights implements Packed {

    final float[] weights;
    final float[] bias;
    private final ConvolutionKernel kernel;
    private final Parameter weight;
    private final Parameter biasParameter;
    private final NormFold fold;

    /**
     * See {@link PackedWeights}.
     *
     * @param bias null for none
     * @param fold null for none
     */
    ConvolutionWeights(ConvolutionKernel kernel, Parameter weight, Parameter bias, NormFold fold) {
        this.kernel = kernel;
        this.weight = weight;
        this.biasParameter = bias;
        this.fold = fold;
        this.weights = new float[kernel.packedWeights()];
        this.bias = new float[kernel.packedBias()];
    }

    @Override
    public int buffer() {
        return fold == null ? 0 : weight.value().size();
    }

    @Override
    public void refresh(float[] buffer) {
        float[] plain = weight.value().data();
        float[] plainBias = biasParameter == null ? null : biasParameter.value().data();
        if (fold != null) {
            fold.foldWeights(plain, buffer);
            plain = buffer;
            plainBias = fold.foldBias(plainBias);
        }
        kernel.packWeights(plain, weights);
        if (plainBias != null) {
            kernel.packBias(plainBias, bias);
        }
    }
}
