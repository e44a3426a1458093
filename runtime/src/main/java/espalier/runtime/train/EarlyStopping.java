package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a training that no longer improves: the validation loss (without validation the training loss) has not fallen
 * below its best for some epochs. For one training; make a new one for the next.
 */
public final class EarlyStopping implements TrainingListener {

    private final int patience;
    private final Optional<Network> restored;
    private Map<String, Tensor> bestValues = Map.of();
    private double best = Double.POSITIVE_INFINITY;
    private int worse;

    private EarlyStopping(int patience, Optional<Network> restored) {
        if (patience < 1) {
            throw new IllegalArgumentException("The patience must be at least 1 epoch, not " + patience + ".");
        }
        this.patience = patience;
        this.restored = restored;
    }

    /**
     * Ends the training and leaves the parameters as the last epoch made them.
     *
     * @param patience epochs without improvement that end the training, at least 1
     */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, Optional.empty());
    }

    /** Also keeps a copy of the best epoch's parameters, and puts them back when the training is over. */
    public EarlyStopping restoring(Network network) {
        return new EarlyStopping(patience, Optional.of(network));
    }

    @Override
    public boolean epochDone(History.Epoch epoch) {
        double loss = epoch.validationLoss().orElse(epoch.loss());
        if (loss < best) {
            best = loss;
            worse = 0;
            restored.ifPresent(network -> bestValues = network.parameters().copyOfValues());
        } else {
            worse++;
        }
        return worse < patience;
    }

    @Override
    public void trainingDone(History history) {
        if (!bestValues.isEmpty()) {
            restored.ifPresent(network -> network.parameters().load(bestValues));
        }
    }
}
