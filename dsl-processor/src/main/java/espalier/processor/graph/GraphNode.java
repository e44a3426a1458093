package espalier.processor.graph;

import espalier.processor.layer.Layer;
import java.util.List;
import java.util.Optional;

/**
 * One layer annotation, wired.
 *
 * @param method the path of the method that it stands on; see {@link Place}
 * @param layer empty for the input, and for a layer with a problem that has been reported
 * @param inputs ids of the nodes read, all smaller than {@code id}
 * @param parameterPrefix what the names of its parameters begin with
 * @param isMain whether it is the operation after which its method is named, rather than one stacked on that
 * @param isBeforeRectifier whether the first activation after it is a rectifier
 * @param isTrainingOnly whether only outputs that inference lacks depend on it
 */
public record GraphNode(
        int id,
        String method,
        Optional<Layer> layer,
        List<Integer> inputs,
        String parameterPrefix,
        boolean isMain,
        boolean isBeforeRectifier,
        boolean isTrainingOnly) {
    public GraphNode {
        inputs = List.copyOf(inputs);
    }
}
