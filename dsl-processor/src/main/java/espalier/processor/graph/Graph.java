package espalier.processor.graph;

import espalier.processor.op.Shape;
import espalier.processor.spec.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network whose layers are wired; shapes are not yet known.
 *
 * @param input the shape of one image; empty if it is bad, which has been reported
 * @param nodes in the order of the source, each reading only nodes before it; node 0 is the input
 * @param ends the last node of each layer, by the layer's name; {@code input} is one
 */
public record Graph(NetworkSpec network, Optional<Shape> input, List<GraphNode> nodes, Map<String, Integer> ends) {

    /** The name of the network's input. */
    public static final String INPUT = "input";

    public Graph {
        nodes = List.copyOf(nodes);
        ends = Map.copyOf(ends);
    }

    /** The nodes that read a node. */
    public List<GraphNode> readers(int node) {
        return nodes.stream().filter(n -> n.inputs().contains(node)).toList();
    }
}
