package espalier.processor.graph;

import espalier.processor.op.Shape;
import java.util.Optional;

/**
 * One method of the network, with everything stacked on it counted together.
 *
 * @param kind what the method's annotations say, shortly, such as {@code Conv 5x5, Tanh}
 * @param parameters trainable values
 * @param buffers other values, such as running statistics
 * @param trainingOnly whether only outputs that inference lacks depend on it
 */
public record CheckedLayer(
        String name,
        String kind,
        Shape output,
        long parameters,
        long buffers,
        long macs,
        Optional<ReceptiveField> receptiveField,
        boolean trainingOnly) {}
