package espalier.runtime.optim;

import espalier.runtime.Gradients;
import espalier.runtime.Parameters;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with weight decay as L2 in the gradient, by PyTorch's formulas:
 *
 * <pre>{@code
 * g = g + decay * w
 * m = beta1 * m + (1 - beta1) * g                   // m and v start at 0
 * v = beta2 * v + (1 - beta2) * g^2
 * w = w - rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * }</pre>
 *
 * <p>For weight decay that Adam does not scale down, see {@link AdamW}.
 */
public final class Adam implements Optimizer {

    private final double learningRate;
    private final double weightDecay;
    private final Moments moments;

    private Adam(double learningRate, double weightDecay, Moments moments) {
        this.learningRate = Checks.positive("learning rate", learningRate);
        this.weightDecay = Checks.notNegative("weight decay", weightDecay);
        this.moments = moments;
    }

    /**
     * With betas 0.9 and 0.999, epsilon 1e-8 and weight decay 0.
     *
     * @param learningRate commonly 0.001
     * @throws IllegalArgumentException unless the rate is above 0
     */
    public static Adam rate(double learningRate) {
        return new Adam(learningRate, 0, new Moments(0.9, 0.999, 1e-8));
    }

    /**
     * A new optimiser with other shares of the old moments, each in [0, 1).
     *
     * @param beta1 of the mean of the gradient
     * @param beta2 of the mean of its square
     */
    public Adam withBetas(double beta1, double beta2) {
        return new Adam(learningRate, weightDecay, new Moments(beta1, beta2, moments.epsilon()));
    }

    /** A new optimiser with another term that keeps the denominator from zero, above 0. */
    public Adam withEpsilon(double epsilon) {
        return new Adam(learningRate, weightDecay, new Moments(moments.beta1(), moments.beta2(), epsilon));
    }

    /** A new optimiser with L2 weight decay, at least 0; of all parameters, biases among them. */
    public Adam withWeightDecay(double newWeightDecay) {
        return new Adam(learningRate, newWeightDecay, new Moments(moments.beta1(), moments.beta2(), moments.epsilon()));
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void step(Parameters parameters, Gradients gradients, double rate) {
        moments.step(parameters, gradients, rate, weightDecay, 0);
    }

    @Override
    public String toString() {
        return "Adam(rate " + learningRate + ", betas " + moments.beta1() + " and " + moments.beta2()
                + ", weight decay " + weightDecay + ")";
    }
}
