package espalier.runtime.pass;

import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;

/**
 * Batch normalisation in training (Ioffe and Szegedy 2015, algorithm 1 and the gradients after it): mean and population
 * variance over the batch, and running statistics of which each step keeps the share {@code momentum}.
 *
 * <p>Each image is summed apart and the sums are added, in double, in the order of the images.
 */
public final class TrainableBatchNormStep extends Step {

    private final BatchNormKernel kernel;
    private final NormFold parameters;
    private final double momentum;
    private final Tensor gammaGradient;
    private final Tensor betaGradient;
    private final Activation x;
    private final int channels;
    private final int paddedChannels;
    private final float[] sums;
    private final float[] moreSums;
    private final float[] mean;
    private final float[] inverse;
    private final float[] scale;
    private final float[] shift;
    private final float[] a;
    private final float[] b;
    private final float[] d;
    private final Workers.Task sumTask = this::sum;
    private final Workers.Task sumOfSquaresTask = this::sumOfSquares;
    private final Workers.Task normaliseTask = this::normalise;
    private final Workers.Task backwardSumsTask = this::backwardSums;
    private final Workers.Task backwardTask = this::backwardImage;

    TrainableBatchNormStep(
            Workers workers,
            BatchNormKernel kernel,
            NormFold parameters,
            double momentum,
            Tensor gammaGradient,
            Tensor betaGradient,
            int capacity,
            Activation x,
            Activation y,
            long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.parameters = parameters;
        this.momentum = momentum;
        this.gammaGradient = gammaGradient;
        this.betaGradient = betaGradient;
        this.x = x;
        channels = kernel.channels();
        paddedChannels = kernel.paddedChannels();
        sums = new float[capacity * paddedChannels];
        moreSums = new float[capacity * paddedChannels];
        mean = new float[paddedChannels];
        inverse = new float[paddedChannels];
        scale = new float[paddedChannels];
        shift = new float[paddedChannels];
        a = new float[paddedChannels];
        b = new float[paddedChannels];
        d = new float[paddedChannels];
    }

    @Override
    public void forward(int images) {
        double count = (double) images * kernel.valuesPerChannel();
        eachImage(images, sumTask);
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = (float) (total(sums, images, channel) / count);
        }
        eachImage(images, sumOfSquaresTask);
        float[] gamma = parameters.gamma().value().data();
        float[] beta = parameters.beta().value().data();
        float[] runningMean = parameters.mean().value().data();
        float[] runningVariance = parameters.variance().value().data();
        for (int channel = 0; channel < channels; channel++) {
            double variance = total(sums, images, channel) / count;
            inverse[channel] = (float) (1 / Math.sqrt(variance + parameters.epsilon()));
            scale[channel] = gamma[channel] * inverse[channel];
            shift[channel] = beta[channel] - mean[channel] * scale[channel];
            runningMean[channel] = (float) (momentum * runningMean[channel] + (1 - momentum) * mean[channel]);
            runningVariance[channel] = (float) (momentum * runningVariance[channel] + (1 - momentum) * variance);
        }
        eachImage(images, normaliseTask);
    }

    /**
     * With {@code m} values a channel and {@code xhat = (x - mean) * inverse}: {@code dx = gamma * inverse * (dy - dbeta/m -
     * xhat * dgamma/m)}, which is {@code dy * a + x * b + d}.
     */
    @Override
    public void backward(int images) {
        double count = (double) images * kernel.valuesPerChannel();
        eachImage(images, backwardSumsTask);
        float[] gamma = parameters.gamma().value().data();
        for (int channel = 0; channel < channels; channel++) {
            double dGamma = total(sums, images, channel);
            double dBeta = total(moreSums, images, channel);
            gammaGradient.data()[channel] += (float) dGamma;
            betaGradient.data()[channel] += (float) dBeta;
            double outer = (double) gamma[channel] * inverse[channel];
            double slope = -outer * inverse[channel] * dGamma / count;
            a[channel] = (float) outer;
            b[channel] = (float) slope;
            d[channel] = (float) (-outer * dBeta / count - slope * mean[channel]);
        }
        if (x.gradient != null) {
            eachImage(images, backwardTask);
        }
    }

    private void eachImage(int images, Workers.Task task) {
        if (tasks(images, images) == 1) {
            for (int image = 0; image < images; image++) {
                task.run(image);
            }
        } else {
            run(images, task);
        }
    }

    private double total(float[] perImage, int images, int channel) {
        double total = 0;
        for (int image = 0; image < images; image++) {
            total += perImage[image * paddedChannels + channel];
        }
        return total;
    }

    private void sum(int image) {
        kernel.sum(x.values, x.at(image), sums, image * paddedChannels);
    }

    private void sumOfSquares(int image) {
        kernel.sumOfSquares(x.values, x.at(image), mean, sums, image * paddedChannels);
    }

    private void normalise(int image) {
        kernel.forward(x.values, x.at(image), scale, shift, y().values, y().at(image));
    }

    private void backwardSums(int image) {
        int at = y().at(image);
        kernel.backwardActivation(y().values, at, y().gradient, at);
        kernel.backwardSums(
                x.values, x.at(image), mean, inverse, y().gradient, at, sums, moreSums, image * paddedChannels);
    }

    private void backwardImage(int image) {
        x.beginGradient(this, image, 1);
        kernel.backward(x.values, x.at(image), y().gradient, y().at(image), a, b, d, x.gradient, x.at(image));
    }
}
