package espalier.runtime.train;

/** Hears how a training goes, in the thread that trains. */
public interface TrainingListener {

    /**
     * A step has been made.
     *
     * @param epoch from 1
     * @param batch of this epoch, from 1
     * @param batches of an epoch
     * @param loss the mean over the batch, before the step
     */
    default void batchDone(int epoch, int batch, int batches, double loss) {}

    /**
     * An epoch is over and validated.
     *
     * @return whether to go on
     */
    default boolean epochDone(History.Epoch epoch) {
        return true;
    }

    /** The training is over, after its last epoch or because a listener wanted it; not after an exception. */
    default void trainingDone(History history) {}
}
