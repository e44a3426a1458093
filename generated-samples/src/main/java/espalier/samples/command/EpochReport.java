package espalier.samples.command;

import espalier.runtime.train.History;
import espalier.runtime.train.TrainingListener;
import java.util.Locale;

/** Shows a training on a console: how far the epoch has come, then a line for it; of very many epochs, for some. */
final class EpochReport implements TrainingListener, AutoCloseable {
    private static final int MOST_LINES = 30;
    private static final int LEAST_BATCHES_WITH_PROGRESS = 10;

    private final Console console;
    private final int epochs;
    private final int epochsBetweenLines;
    private Progress progress;

    EpochReport(Console console, int epochs) {
        this.console = console;
        this.epochs = epochs;
        epochsBetweenLines = (epochs + MOST_LINES - 1) / MOST_LINES;
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss) {
        if (batches < LEAST_BATCHES_WITH_PROGRESS) {
            return;
        }
        if (progress == null) {
            progress = Progress.of(console, "epoch " + epoch + "/" + epochs, batches);
        }
        progress.note(String.format(Locale.ROOT, "loss %.3f", loss));
        progress.step();
    }

    @Override
    public boolean epochDone(History.Epoch epoch) {
        close();
        if (epoch.number() % epochsBetweenLines == 0 || epoch.number() == epochs) {
            line(epoch);
        }
        return true;
    }

    private void line(History.Epoch epoch) {
        console.line(
                "epoch %" + String.valueOf(epochs).length()
                        + "d/%d  loss %.4f  accuracy %6.2f %%   validation: loss %.4f  accuracy %6.2f %%   %.1f s",
                epoch.number(),
                epochs,
                epoch.loss(),
                100 * epoch.accuracy(),
                epoch.validationLoss().orElse(Double.NaN),
                100 * epoch.validationAccuracy().orElse(Double.NaN),
                epoch.seconds());
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
