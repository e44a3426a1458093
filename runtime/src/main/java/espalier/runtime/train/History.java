package espalier.runtime.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a training measured, an epoch an entry.
 *
 * @param epochs in order
 */
public record History(List<Epoch> epochs) {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * One pass over the training images.
     *
     * @param number from 1
     * @param learningRate of the epoch's last step
     * @param loss the mean over the training images, each measured when its batch came, so before the epoch's later steps
     * @param accuracy likewise, 0 to 1
     * @param validationLoss the mean over the validation images after the epoch; empty without any
     * @param validationAccuracy likewise, 0 to 1
     * @param seconds taken by training and validation
     */
    public record Epoch(
            int number,
            double learningRate,
            double loss,
            double accuracy,
            OptionalDouble validationLoss,
            OptionalDouble validationAccuracy,
            double seconds) {}

    /** The last epoch; empty if there was none. */
    public Optional<Epoch> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    /** Comma-separated values with a header; validation columns are empty where nothing was validated. */
    public String toCsv() {
        StringBuilder csv =
                new StringBuilder("epoch,learning_rate,loss,accuracy,validation_loss,validation_accuracy,seconds\n");
        for (Epoch epoch : epochs) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%.6f,%.6f,%s,%s,%.3f\n",
                    epoch.number,
                    epoch.learningRate,
                    epoch.loss,
                    epoch.accuracy,
                    cell(epoch.validationLoss),
                    cell(epoch.validationAccuracy),
                    epoch.seconds));
        }
        return csv.toString();
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.6f", value.getAsDouble()) : "";
    }
}
