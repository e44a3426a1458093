package espalier.runtime.optim;

import espalier.runtime.Gradients;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import java.util.List;

/**
 * Stochastic gradient descent, with momentum (Polyak 1964; Nesterov as in Sutskever et al. 2013) and weight decay (as L2
 * in the gradient), by PyTorch's formulas without dampening:
 *
 * <pre>{@code
 * g = g + decay * w
 * v = momentum * v + g          // v starts at 0
 * w = w - rate * v              // Nesterov: w - rate * (g + momentum * v)
 * }</pre>
 */
public final class Sgd implements Optimizer {

    private final double learningRate;
    private final double momentum;
    private final boolean nesterov;
    private final double weightDecay;
    private final State state;

    private Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) {
        this.learningRate = Checks.positive("learning rate", learningRate);
        this.momentum = Checks.fraction("momentum", momentum);
        this.nesterov = nesterov;
        this.weightDecay = Checks.notNegative("weight decay", weightDecay);
        this.state = new State(momentum > 0 ? 1 : 0);
    }

    /**
     * Plain gradient descent.
     *
     * @throws IllegalArgumentException unless the rate is above 0
     */
    public static Sgd rate(double learningRate) {
        return new Sgd(learningRate, 0, false, 0);
    }

    /**
     * A new optimiser with momentum.
     *
     * @param newMomentum the share of the velocity that is kept, in [0, 1), commonly 0.9
     */
    public Sgd withMomentum(double newMomentum) {
        return new Sgd(learningRate, newMomentum, nesterov && newMomentum > 0, weightDecay);
    }

    /**
     * A new optimiser with Nesterov's momentum.
     *
     * @throws IllegalStateException if there is no momentum
     */
    public Sgd withNesterov() {
        if (momentum == 0) {
            throw new IllegalStateException("Nesterov's step needs a momentum above 0; set the momentum first.");
        }
        return new Sgd(learningRate, momentum, true, weightDecay);
    }

    /** A new optimiser with weight decay, at least 0, commonly 5e-4; of all parameters, biases among them. */
    public Sgd withWeightDecay(double newWeightDecay) {
        return new Sgd(learningRate, momentum, nesterov, newWeightDecay);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void step(Parameters parameters, Gradients gradients, double rate) {
        state.attach(parameters, gradients);
        List<Parameter> trainable = parameters.trainable();
        for (int i = 0; i < trainable.size(); i++) {
            float[] w = trainable.get(i).value().data();
            float[] g = gradients.list().get(i).data();
            if (momentum == 0) {
                descend(w, g, (float) rate, (float) weightDecay);
            } else if (nesterov) {
                descendNesterov(w, g, state.get(0, i), (float) rate, (float) momentum, (float) weightDecay);
            } else {
                descendMomentum(w, g, state.get(0, i), (float) rate, (float) momentum, (float) weightDecay);
            }
        }
        parameters.changed();
    }

    private static void descend(float[] w, float[] g, float rate, float decay) {
        for (int i = 0; i < w.length; i++) {
            w[i] -= rate * (g[i] + decay * w[i]);
        }
    }

    private static void descendMomentum(float[] w, float[] g, float[] v, float rate, float momentum, float decay) {
        for (int i = 0; i < w.length; i++) {
            float velocity = momentum * v[i] + (g[i] + decay * w[i]);
            v[i] = velocity;
            w[i] -= rate * velocity;
        }
    }

    private static void descendNesterov(float[] w, float[] g, float[] v, float rate, float momentum, float decay) {
        for (int i = 0; i < w.length; i++) {
            float gradient = g[i] + decay * w[i];
            float velocity = momentum * v[i] + gradient;
            v[i] = velocity;
            w[i] -= rate * (gradient + momentum * velocity);
        }
    }

    @Override
    public String toString() {
        return "Sgd(rate " + learningRate + ", momentum " + momentum + (nesterov ? ", Nesterov" : "")
                + ", weight decay " + weightDecay + ")";
    }
}
