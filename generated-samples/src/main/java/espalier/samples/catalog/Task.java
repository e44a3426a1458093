package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a sample network learns, and from which data. */
public sealed interface Task permits ImageTask, ExclusiveOr, NoTask {

    /**
     * What training minimises; also tells which class an output speaks for.
     *
     * @throws IOException in one sentence if the network is not trained here
     */
    ClassificationLoss loss() throws IOException;

    /**
     * The images to learn from.
     *
     * @param folder the user's data, otherwise those that ship with the samples
     * @throws IOException in one sentence if they cannot be read or do not fit the network
     */
    Dataset training(Network network, Optional<Path> folder) throws IOException;

    /** The images to measure with, never learnt from; otherwise as {@link #training}. */
    Dataset validation(Network network, Optional<Path> folder) throws IOException;
}
