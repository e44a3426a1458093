package espalier.runtime.pass;

import espalier.runtime.kernel.BatchNormKernel;

/** A batch norm at inference that follows no layer it could be folded into: its scale and shift a channel. */
public final class NormWeights implements Packed {

    final float[] scale;
    final float[] shift;
    private final NormFold norm;

    NormWeights(BatchNormKernel kernel, NormFold norm) {
        this.norm = norm;
        this.scale = new float[kernel.paddedChannels()];
        this.shift = new float[kernel.paddedChannels()];
    }

    @Override
    public void refresh(float[] buffer) {
        for (int channel = 0; channel < norm.channels(); channel++) {
            scale[channel] = (float) norm.scale(channel);
            shift[channel] = (float) norm.shift(channel);
        }
    }
}
