package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.loss.MeanSquaredError;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The four points of "exclusive or": there is nothing else to learn from or to measure with. */
public record ExclusiveOr() implements Task {

    @Override
    public ClassificationLoss loss() {
        return new MeanSquaredError();
    }

    @Override
    public Dataset training(Network network, Optional<Path> folder) throws IOException {
        if (folder.isPresent()) {
            throw new IOException(network.name() + " learns from its own four points; leave out the data folder.");
        }
        Tensor points = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2, 1, 1);
        return Dataset.of(points, new int[] {0, 1, 1, 0}, List.of("equal", "different"));
    }

    @Override
    public Dataset validation(Network network, Optional<Path> folder) throws IOException {
        return training(network, folder);
    }
}
