package espalier.runtime.pass;

import espalier.runtime.Tensor;
import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;

/**
 * Batch normalisation in training (Ioffe and Szegedy 2015, algorithm 1 and the gradients after it): mean and population
 * variance over the batch, and running statistics of which each step keeps the share {@code momentum}.
 *
 * <p>Each image is summed apart, and then its squared distances to its own mean while it is still in a cache; both are added up in
 * double, in the order of the images (Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance").
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
    private final float[] means;
    private final float[] mean;
    private final float[] inverse;
    private final float[] scale;
    private final float[] shift;
    private final float[] a;
    private final float[] b;
    private final float[] d;
    private final Workers.Task statisticsTask = this::statistics;
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
        means = new float[capacity * paddedChannels];
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
        eachImage(images, statisticsTask);
        float[] gamma = parameters.gamma().value().data();
        float[] beta = parameters.beta().value().data();
        float[] runningMean = parameters.mean().value().data();
        float[] runningVariance = parameters.variance().value().data();
        for (int channel = 0; channel < channels; channel++) {
            double exactMean = total(sums, images, channel) / count;
            double variance = squares(images, channel, exactMean) / count;
            mean[channel] = (float) exactMean;
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

    @Override
    boolean keepsGradient() {
        return kernel.keepsGradient();
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

    private void statistics(int image) {
        int at = image * paddedChannels;
        kernel.sum(x.values, x.at(image), sums, at);
        for (int channel = at; channel < at + channels; channel++) {
            means[channel] = sums[channel] / kernel.valuesPerChannel();
        }
        kernel.sumOfSquares(x.values, x.at(image), means, moreSums, at);
    }

    /**
     * The sum of squared distances to {@code mean}. An image has those to its own, of which the rounded value was taken: with n values
     * {@code x} that sum up to s, {@code sum (x - mean)^2 = sum (x - own)^2 + (own - mean) (2 s - n (own + mean))}.
     */
    private double squares(int images, int channel, double mean) {
        double total = 0;
        for (int at = channel; at < images * paddedChannels; at += paddedChannels) {
            double own = means[at];
            total += moreSums[at] + (own - mean) * (2.0 * sums[at] - kernel.valuesPerChannel() * (own + mean));
        }
        return Math.max(0, total);
    }

    private void normalise(int image) {
        kernel.forward(x.values, x.at(image), scale, shift, y().values, y().at(image));
    }

    private void backwardSums(int image) {
        int at = y().at(image);
        kernel.backwardActivation(y().values, at, y().gradient, at);
        kernel.backwardSums(
                x.values,
                x.at(image),
                mean,
                inverse,
                scale,
                shift,
                y().gradient,
                at,
                sums,
                moreSums,
                image * paddedChannels);
    }

    private void backwardImage(int image) {
        x.beginGradient(this, image, 1);
        kernel.backward(
                x.values, x.at(image), scale, shift, y().gradient, y().at(image), a, b, d, x.gradient, x.at(image));
    }
}
