package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ExportKernel;

/** An output of the network brought into the caller's array, N,C,H,W or N,units. */
final class ExportStep extends ImageStep {

    final String name;
    private final ExportKernel kernel;
    private final int imageSize;
    private float[] outside;
    private int outsideAt;

    ExportStep(String name, Workers workers, ExportKernel kernel, Activation value, int imageSize) {
        super(workers, value, imageSize);
        this.name = name;
        this.kernel = kernel;
        this.imageSize = imageSize;
    }

    /** Says where the next forward writes, or the next backward reads. */
    void bind(float[] array, int at) {
        outside = array;
        outsideAt = at;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(y().values, y().at(image), outside, outsideAt + image * imageSize);
    }

    @Override
    void backwardImage(int image) {
        kernel.backward(outside, outsideAt + image * imageSize, y().gradient, y().at(image));
    }
}
