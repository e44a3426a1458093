package espalier.runtime.train;

/**
 * Ends a training that no longer improves: the validation loss (without validation the training loss) has not fallen
 * below its best for some epochs. For one training; make a new one for the next.
 */
public final class EarlyStopping implements TrainingListener {

    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private int worse;

    /**
     * Starts counting.
     *
     * @param patience epochs without improvement that end the training, at least 1
     */
    public EarlyStopping(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("The patience must be at least 1 epoch, not " + patience + ".");
        }
        this.patience = patience;
    }

    @Override
    public boolean epochDone(History.Epoch epoch) {
        double loss = epoch.validationLoss().orElse(epoch.loss());
        if (loss < best) {
            best = loss;
            worse = 0;
        } else {
            worse++;
        }
        return worse < patience;
    }
}
