package espalier.runtime.optim;

import espalier.runtime.Gradients;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import java.util.List;

/** What {@link Adam} and {@link AdamW} share: the moments of the gradients, and the step that these give. */
final class Moments {

    private static final int FIRST = 0;
    private static final int SECOND = 1;

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final State state = new State(2);
    private long steps;

    Moments(double beta1, double beta2, double epsilon) {
        this.beta1 = Checks.fraction("first beta", beta1);
        this.beta2 = Checks.fraction("second beta", beta2);
        this.epsilon = Checks.positive("epsilon", epsilon);
    }

    double beta1() {
        return beta1;
    }

    double beta2() {
        return beta2;
    }

    double epsilon() {
        return epsilon;
    }

    /**
     * One step.
     *
     * @param decayInGradient added to the gradient, as a factor of the weight (L2)
     * @param decayOfWeight taken from the weight before the step, as a factor of it (decoupled)
     */
    void step(Parameters parameters, Gradients gradients, double rate, double decayInGradient, double decayOfWeight) {
        state.attach(parameters, gradients);
        steps++;
        // Kingma and Ba 2015, section 2: the corrections of both moments, taken together into rate and denominator.
        float stepSize = (float) (rate / (1 - Math.pow(beta1, (double) steps)));
        float rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) steps)));
        List<Parameter> trainable = parameters.trainable();
        for (int i = 0; i < trainable.size(); i++) {
            float[] w = trainable.get(i).value().data();
            float[] g = gradients.list().get(i).data();
            float[] m = state.get(FIRST, i);
            float[] v = state.get(SECOND, i);
            average(w, g, m, v, (float) beta1, (float) (1 - beta1), (float) beta2, (float) (1 - beta2), (float)
                    decayInGradient);
            descend(w, m, v, stepSize, rootCorrection, (float) epsilon, (float) (1 - decayOfWeight));
        }
        parameters.changed();
    }

    private static void average(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            float keep1,
            float take1,
            float keep2,
            float take2,
            float decayInGradient) {
        for (int i = 0; i < w.length; i++) {
            float gradient = g[i] + decayInGradient * w[i];
            m[i] = keep1 * m[i] + take1 * gradient;
            v[i] = keep2 * v[i] + take2 * gradient * gradient;
        }
    }

    private static void descend(
            float[] w, float[] m, float[] v, float stepSize, float rootCorrection, float epsilon, float keep) {
        for (int i = 0; i < w.length; i++) {
            float root = (float) Math.sqrt(v[i]) * rootCorrection + epsilon;
            w[i] = keep * w[i] - stepSize * m[i] / root;
        }
    }
}
