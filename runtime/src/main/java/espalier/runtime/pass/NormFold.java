package espalier.runtime.pass;

import espalier.runtime.Parameter;

/**
 * A batch norm at inference as a scale and a shift a channel: {@code y = x * scale + shift} with {@code scale = gamma /
 * sqrt(variance + epsilon)} and {@code shift = beta - mean * scale} (Ioffe and Szegedy 2015, algorithm 2).
 */
public record NormFold(Parameter gamma, Parameter beta, Parameter mean, Parameter variance, double epsilon) {

    int channels() {
        return gamma.value().size();
    }

    double scale(int channel) {
        return gamma.value().data()[channel] / Math.sqrt(variance.value().data()[channel] + epsilon);
    }

    double shift(int channel) {
        return beta.value().data()[channel] - mean.value().data()[channel] * scale(channel);
    }

    /** The weights [out, …] of the layer before it, scaled by output channel. */
    public float[] foldWeights(float[] weights) {
        float[] folded = new float[weights.length];
        foldWeights(weights, folded);
        return folded;
    }

    /** The same into an array that is at least as long. */
    void foldWeights(float[] weights, float[] folded) {
        int perChannel = weights.length / channels();
        for (int channel = 0; channel < channels(); channel++) {
            double scale = scale(channel);
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                folded[i] = (float) (weights[i] * scale);
            }
        }
    }

    /** The bias [out] of the layer before it, null for none, as the bias of both. */
    public float[] foldBias(float[] bias) {
        float[] folded = new float[channels()];
        for (int channel = 0; channel < folded.length; channel++) {
            double before = bias == null ? 0 : bias[channel];
            folded[channel] = (float) (before * scale(channel) + shift(channel));
        }
        return folded;
    }
}
