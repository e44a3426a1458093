package espalier.runtime.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network as the primitive operations that it was generated from, before any is fused with another. It only describes:
 * what runs is generated code.
 *
 * @param network the interface's name
 * @param nodes each reads only nodes before it
 * @param outputs what callers see, the network's own output last
 */
public record NetworkGraph(String network, List<GraphNode> nodes, List<Output> outputs) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if two nodes have one name, or a node or an output reads one that does not stand
     *     before it
     */
    public NetworkGraph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        Set<String> before = new HashSet<>();
        for (GraphNode node : nodes) {
            node.inputs().forEach(input -> require(network, before, node.name(), input));
            if (!before.add(node.name())) {
                throw new IllegalArgumentException(network + ": two nodes are called " + node.name() + ".");
            }
        }
        outputs.forEach(output -> require(network, before, "the output " + output.name(), output.node()));
    }

    private static void require(String network, Set<String> before, String reader, String node) {
        if (!before.contains(node)) {
            throw new IllegalArgumentException(
                    network + ": " + reader + " reads " + node + ", which does not stand before it.");
        }
    }

    /**
     * A value that callers see.
     *
     * @param name the layer's
     * @param node the node that computes it
     * @param trainingOnly whether inference lacks it, as it lacks auxiliary heads
     */
    public record Output(String name, String node, boolean trainingOnly) {}

    /**
     * The node of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public GraphNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(network + " has no node called " + name + "."));
    }

    /** The network as it predicts: without the nodes and outputs that only training has. */
    public NetworkGraph inference() {
        List<GraphNode> kept =
                nodes.stream().filter(node -> !node.trainingOnly()).toList();
        return new NetworkGraph(
                network,
                kept,
                outputs.stream().filter(output -> !output.trainingOnly()).toList());
    }

    /** The name, and a line for each node. */
    @Override
    public String toString() {
        return nodes.stream().map(GraphNode::toString).collect(Collectors.joining("\n", network + "\n", ""));
    }
}
