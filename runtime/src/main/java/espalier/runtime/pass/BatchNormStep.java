package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.BatchNormKernel;

/** A batch norm at inference that follows no layer it could be folded into. */
public final class BatchNormStep extends ImageStep {

    private final BatchNormKernel kernel;
    private final NormWeights weights;
    private final Activation x;

    /** See {@link Step#Step}. */
    public BatchNormStep(
            Workers workers, BatchNormKernel kernel, NormWeights weights, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.weights = weights;
        this.x = x;
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(x.values, x.at(image), weights.scale, weights.shift, y().values, y().at(image));
    }

    @Override
    void backwardImage(int image) {
        throw new IllegalStateException("A batch norm that was built for inference has no backward pass.");
    }
}
