package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ProductKernel;

/** The product of two layers. */
public final class ProductStep extends ImageStep {

    private final ProductKernel kernel;
    private final Activation a;
    private final Activation b;

    /** See {@link Step#Step}. */
    public ProductStep(Workers workers, ProductKernel kernel, Activation a, Activation b, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.a = a;
        this.b = b;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(a.values, a.at(image), b.values, b.at(image), y().values, y().at(image));
    }

    @Override
    void backwardImage(int image) {
        if (a.gradient != null) {
            a.beginGradient(this, image, 1);
            kernel.backwardA(b.values, b.at(image), y().gradient, y().at(image), a.gradient, a.at(image));
        }
        if (b.gradient != null) {
            if (b != a) {
                b.beginGradient(this, image, 1);
            }
            kernel.backwardB(a.values, a.at(image), y().gradient, y().at(image), b.gradient, b.at(image));
        }
    }
}
