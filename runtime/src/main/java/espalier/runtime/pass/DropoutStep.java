package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.DropoutKernel;

/** Dropout in training. Each forward pass and image has a key of its own, which decides what is dropped. */
public final class DropoutStep extends ImageStep {

    private final DropoutKernel kernel;
    private final Activation x;
    private final long seed;
    private long passes;

    /**
     * See {@link Step#Step}.
     *
     * @param seed of this layer; different in every layer of a network
     */
    public DropoutStep(Workers workers, DropoutKernel kernel, long seed, Activation x, Activation y, long work) {
        super(workers, y, work);
        this.kernel = kernel;
        this.x = x;
        this.seed = seed;
    }

    @Override
    public void forward(int images) {
        passes++;
        super.forward(images);
    }

    private long key(int image) {
        return SplitMix.mix(seed + SplitMix.mix(passes * 0x1_0000_0000L + image));
    }

    @Override
    void forward(int image, int from, int to) {
        kernel.forward(x.values, x.at(image), y().values, y().at(image), key(image));
    }

    @Override
    void backwardImage(int image) {
        if (x.gradient != null) {
            x.beginGradient(this, image, 1);
            kernel.backward(y().gradient, y().at(image), x.gradient, x.at(image), key(image));
        }
    }
}
