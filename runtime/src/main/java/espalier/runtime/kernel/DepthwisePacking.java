package espalier.runtime.kernel;

/**
 * A depthwise convolution's weights as [tap][channel], the taps in row order: as many channels as {@link #pitch()}, in
 * whole vectors whatever the lanes, those beyond the last with weights of zero.
 */
public final class DepthwisePacking implements WeightPacking {

    private final int channels;
    private final int taps;
    private final int pitch;

    /**
     * @param channels maps, each with a filter of its own
     * @param taps weights of a filter
     */
    public DepthwisePacking(int channels, int taps) {
        this.channels = channels;
        this.taps = taps;
        this.pitch = ChannelArrays.paddedChannels(channels);
    }

    /** From one tap's weights to the next's. */
    public int pitch() {
        return pitch;
    }

    @Override
    public int packedWeights() {
        return taps * pitch;
    }

    @Override
    public int packedBias() {
        return pitch;
    }

    @Override
    public int packedForInputGradient() {
        return packedWeights();
    }

    @Override
    public void packWeights(float[] weights, float[] packed) {
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < taps; tap++) {
                packed[tap * pitch + channel] = weights[channel * taps + tap];
            }
        }
    }

    @Override
    public void packBias(float[] bias, float[] packed) {
        System.arraycopy(bias, 0, packed, 0, channels);
    }

    @Override
    public void packForInputGradient(float[] weights, float[] packed) {
        packWeights(weights, packed);
    }

    @Override
    public void unpackWeightGradient(float[] packed, float[] gradient) {
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < taps; tap++) {
                gradient[channel * taps + tap] += packed[tap * pitch + channel];
            }
        }
    }

    @Override
    public void unpackBiasGradient(float[] packed, float[] gradient) {
        for (int channel = 0; channel < channels; channel++) {
            gradient[channel] += packed[channel];
        }
    }
}
