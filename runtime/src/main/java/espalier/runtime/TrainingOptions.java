package espalier.runtime;

/**
 * How a {@link TrainingPass} is set up.
 *
 * @param batch the largest batch, at least 1
 * @param seed decides which values dropout drops
 * @param inputGradient whether {@link TrainingPass#inputGradient()} is computed
 * @param regions the most regions of a batch; 0 for a network that reads none
 */
public record TrainingOptions(int batch, long seed, boolean inputGradient, int regions) {

    /** Checks the numbers. */
    public TrainingOptions {
        if (batch < 1) {
            throw new IllegalArgumentException("The batch must be at least 1, not " + batch + ".");
        }
        if (regions < 0) {
            throw new IllegalArgumentException("There cannot be " + regions + " regions.");
        }
    }

    /** Batches of up to {@code batch} images, seed 0, no input gradient. */
    public static TrainingOptions batch(int batch) {
        return new TrainingOptions(batch, 0, false, 0);
    }

    /** With another seed. */
    public TrainingOptions withSeed(long newSeed) {
        return new TrainingOptions(batch, newSeed, inputGradient, regions);
    }

    /** With the gradient of the images. */
    public TrainingOptions withInputGradient() {
        return new TrainingOptions(batch, seed, true, regions);
    }

    /** With batches of up to {@code most} regions, for a network that reads them. */
    public TrainingOptions withRegions(int most) {
        return new TrainingOptions(batch, seed, inputGradient, most);
    }
}
