package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that is part of something larger, so that there is nothing to train it with from the command line.
 *
 * @param reason a sentence for whoever tries
 */
public record NoTask(String reason) implements Task {

    @Override
    public ClassificationLoss loss() throws IOException {
        throw new IOException(reason);
    }

    @Override
    public Dataset training(Network network, Optional<Path> folder) throws IOException {
        throw new IOException(reason);
    }

    @Override
    public Dataset validation(Network network, Optional<Path> folder) throws IOException {
        throw new IOException(reason);
    }
}
