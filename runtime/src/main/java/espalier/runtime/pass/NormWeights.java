package espalier.runtime.pass;

/** A batch norm at inference that follows no layer it could be folded into: its scale and shift a channel. */
public final class NormWeights implements Packed {

    final float[] scale;
    final float[] shift;
    private final NormFold norm;

    NormWeights(NormFold norm) {
        this.norm = norm;
        this.scale = new float[norm.channels()];
        this.shift = new float[norm.channels()];
    }

    @Override
    public void refresh() {
        for (int channel = 0; channel < scale.length; channel++) {
            scale[channel] = (float) norm.scale(channel);
            shift[channel] = (float) norm.shift(channel);
        }
    }
}
