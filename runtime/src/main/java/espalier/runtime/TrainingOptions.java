package espalier.runtime;

/**
 * How a {@link TrainingPass} is set up.
 *
 * @param batch the largest batch, at least 1
 * @param seed decides which values dropout drops
 * @param inputGradient whether {@link TrainingPass#inputGradient()} is computed
 */
public record TrainingOptions(int batch, long seed, boolean inputGradient) {

    /** Checks the batch. */
    public TrainingOptions {
        if (batch < 1) {
            throw new IllegalArgumentException("The batch must be at least 1, not " + batch + ".");
        }
    }

    /** Batches of up to {@code batch} images, seed 0, no input gradient. */
    public static TrainingOptions batch(int batch) {
        return new TrainingOptions(batch, 0, false);
    }

    /** With another seed. */
    public TrainingOptions withSeed(long newSeed) {
        return new TrainingOptions(batch, newSeed, inputGradient);
    }

    /** With the gradient of the images. */
    public TrainingOptions withInputGradient() {
        return new TrainingOptions(batch, seed, true);
    }
}
