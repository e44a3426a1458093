package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.kernel.SubsampleKernel;
import java.util.Arrays;

/**
 * LeNet-5's trainable subsampling, in inference and training. Each image sums its share of the gradients apart; the
 * shares are added in the order of the images.
 */
public final class SubsampleStep extends ImageStep {

    private final SubsampleKernel kernel;
    private final Parameter weight;
    private final Parameter bias;
    private final Activation x;
    private final Tensor weightGradient;
    private final Tensor biasGradient;
    private final float[] w;
    private final float[] b;
    private final float[][] weightShares;
    private final float[][] biasShares;

    /** At inference; see {@link Step#Step}. */
    public SubsampleStep(
            Workers workers,
            SubsampleKernel kernel,
            Parameter weight,
            Parameter bias,
            Activation x,
            Activation y,
            long work) {
        this(workers, kernel, weight, bias, null, null, 0, x, y, work);
    }

    SubsampleStep(
            Workers workers,
            SubsampleKernel kernel,
            Parameter weight,
            Parameter bias,
            Tensor weightGradient,
            Tensor biasGradient,
            int capacity,
            Activation x,
            Activation y,
            long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.weight = weight;
        this.bias = bias;
        this.x = x;
        this.weightGradient = weightGradient;
        this.biasGradient = biasGradient;
        this.w = new float[kernel.paddedChannels()];
        this.b = new float[kernel.paddedChannels()];
        this.weightShares = new float[capacity][kernel.paddedChannels()];
        this.biasShares = new float[capacity][kernel.paddedChannels()];
    }

    @Override
    public void forward(int images) {
        System.arraycopy(weight.value().data(), 0, w, 0, kernel.channels());
        System.arraycopy(bias.value().data(), 0, b, 0, kernel.channels());
        super.forward(images);
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(x.values, x.at(image), w, b, y().values, y().at(image));
    }

    @Override
    public void backward(int images) {
        super.backward(images);
        for (int image = 0; image < images; image++) {
            Sums.add(weightShares[image], weightGradient.data());
            Sums.add(biasShares[image], biasGradient.data());
        }
    }

    @Override
    void backwardImage(int image) {
        Arrays.fill(weightShares[image], 0f);
        Arrays.fill(biasShares[image], 0f);
        kernel.backwardActivation(y().values, y().at(image), y().gradient, y().at(image));
        kernel.backwardWeights(
                x.values, x.at(image), y().gradient, y().at(image), weightShares[image], biasShares[image]);
        if (x.gradient != null) {
            x.beginGradient(this, image, 1);
            kernel.backwardInput(y().gradient, y().at(image), w, x.gradient, x.at(image));
        }
    }
}
