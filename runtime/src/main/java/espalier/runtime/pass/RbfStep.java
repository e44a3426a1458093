package espalier.runtime.pass;

import espalier.runtime.Parameter;
import espalier.runtime.Workers;
import espalier.runtime.kernel.RbfKernel;

/** Distances to fixed prototypes; the prototypes get no gradient. */
public final class RbfStep extends ImageStep {

    private final RbfKernel kernel;
    private final Parameter prototypes;
    private final Activation x;

    /** See {@link Step#Step}; {@code prototypes} is [units, in]. */
    public RbfStep(Workers workers, RbfKernel kernel, Parameter prototypes, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.prototypes = prototypes;
        this.x = x;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(x.values, x.at(image), prototypes.value().data(), y().values, y().at(image));
    }

    @Override
    void backwardImage(int image) {
        if (x.gradient != null) {
            x.beginGradient(this, image, 1);
            kernel.backward(
                    x.values,
                    x.at(image),
                    prototypes.value().data(),
                    y().gradient,
                    y().at(image),
                    x.gradient,
                    x.at(image));
        }
    }
}
