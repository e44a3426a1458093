package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.MapKernel;

/** A layer with one input and no parameters. */
public final class MapStep extends ImageStep {

    private final MapKernel kernel;
    private final Activation x;

    /** See {@link Step#Step}. */
    public MapStep(Workers workers, MapKernel kernel, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.x = x;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(x.values, x.at(image), y().values, y().at(image), from, to);
    }

    @Override
    int parts() {
        return kernel.parts();
    }

    @Override
    void backwardImage(int image) {
        if (x.gradient != null) {
            x.beginGradient(this, image, 1);
            kernel.backward(
                    x.values,
                    x.at(image),
                    y().values,
                    y().at(image),
                    y().gradient,
                    y().at(image),
                    x.gradient,
                    x.at(image));
        }
    }
}
