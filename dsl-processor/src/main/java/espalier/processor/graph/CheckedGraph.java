package espalier.processor.graph;

import java.util.List;

/**
 * A network in which nothing is left to check: every node has its shape, parameters, cost and receptive field.
 *
 * @param packageName empty for the unnamed package
 * @param name the interface's name with enclosing types, joined as in {@code Outer_Inner}
 * @param interfaceName as the source would name it, for comments
 * @param isPublic whether the generated network is public
 * @param nodes in topological order, which is the order of the source; node 0 is the input
 * @param outputs what a caller sees; the network's own output is the last
 * @param layers the methods in the order of the source, for the summary
 */
public record CheckedGraph(
        String packageName,
        String name,
        String interfaceName,
        boolean isPublic,
        List<CheckedNode> nodes,
        List<Output> outputs,
        List<CheckedLayer> layers) {
    public CheckedGraph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        layers = List.copyOf(layers);
    }

    /** A value that callers read, by the name of the layer that makes it. */
    public record Output(String layer, int node) {}
}
