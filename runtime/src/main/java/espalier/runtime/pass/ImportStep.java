package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ImportKernel;

/** The caller's images, N,C,H,W, brought into the network's own layout. */
public final class ImportStep extends ImageStep {

    private final ImportKernel kernel;
    private final int imageSize;
    private float[] outside;
    private int outsideAt;

    /** See {@link Step#Step}; {@code imageSize} is C*H*W. */
    public ImportStep(Workers workers, ImportKernel kernel, Activation y, int imageSize) {
        super(workers, y, imageSize);
        this.kernel = kernel;
        this.imageSize = imageSize;
    }

    /** Says where the next forward reads, or the next backward writes. */
    void bind(float[] array, int at) {
        outside = array;
        outsideAt = at;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(outside, outsideAt + image * imageSize, y().values, y().at(image), from, to);
    }

    @Override
    int parts() {
        return kernel.parts();
    }

    @Override
    void backwardImage(int image) {
        kernel.backward(y().gradient, y().at(image), outside, outsideAt + image * imageSize);
    }
}
