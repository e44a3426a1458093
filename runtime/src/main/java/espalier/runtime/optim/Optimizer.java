package espalier.runtime.optim;

import espalier.runtime.Gradients;
import espalier.runtime.Parameters;

/**
 * Changes parameters by their gradients. Keeps state for the parameters that it first met, and allocates at that first
 * step only. Not safe for use by several threads at once.
 */
public interface Optimizer {

    /** The learning rate that {@link #step(Parameters, Gradients)} uses and a {@link Schedule} is a factor of. */
    double learningRate();

    /**
     * One step at the given learning rate; tells the parameters that they have changed.
     *
     * @throws IllegalArgumentException if the parameters are not those of the first step, or the gradients are of others
     */
    void step(Parameters parameters, Gradients gradients, double learningRate);

    /** One step at {@link #learningRate()}. */
    default void step(Parameters parameters, Gradients gradients) {
        step(parameters, gradients, learningRate());
    }
}
