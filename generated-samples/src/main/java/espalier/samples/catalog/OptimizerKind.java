package espalier.samples.catalog;

import espalier.runtime.optim.Adam;
import espalier.runtime.optim.AdamW;
import espalier.runtime.optim.Optimizer;
import espalier.runtime.optim.Sgd;
import java.util.function.DoubleFunction;

/** The optimisers that can be asked for by name, each with the settings that its users expect. */
public enum OptimizerKind {
    /** Stochastic gradient descent, plain. */
    SGD(0.1, Sgd::rate),
    /** With momentum 0.9. */
    MOMENTUM(0.02, rate -> Sgd.rate(rate).withMomentum(0.9)),
    /** With Nesterov's momentum 0.9. */
    NESTEROV(0.02, rate -> Sgd.rate(rate).withMomentum(0.9).withNesterov()),
    /** Adam without weight decay. */
    ADAM(0.001, Adam::rate),
    /** AdamW with its weight decay of 0.01. */
    ADAMW(0.001, AdamW::rate);

    private final double usualRate;
    private final DoubleFunction<Optimizer> factory;

    OptimizerKind(double usualRate, DoubleFunction<Optimizer> factory) {
        this.usualRate = usualRate;
        this.factory = factory;
    }

    /** The learning rate where nothing else is known. */
    public double usualRate() {
        return usualRate;
    }

    /** A new optimiser of this kind, of that learning rate, which must be above 0. */
    public Optimizer create(double learningRate) {
        return factory.apply(learningRate);
    }
}
