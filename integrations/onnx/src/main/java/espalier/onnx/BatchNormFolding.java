package espalier.onnx;

import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which batch norms go into the convolution or dense layer before them: those that alone read it. */
final class BatchNormFolding {

    /** The batch norm, by the name of the node that takes it in. */
    private final Map<String, GraphNode> normOf = new HashMap<>();

    private final Set<String> gone = new HashSet<>();

    private BatchNormFolding() {}

    /** No batch norm is folded. */
    static BatchNormFolding none() {
        return new BatchNormFolding();
    }

    static BatchNormFolding of(NetworkGraph graph) {
        BatchNormFolding folding = new BatchNormFolding();
        for (GraphNode node : graph.nodes()) {
            if (node.operation() instanceof Operation.BatchNorm) {
                GraphNode before = graph.node(node.inputs().get(0));
                boolean linear = before.operation() instanceof Operation.Convolution
                        || before.operation() instanceof Operation.Dense;
                if (linear && isReadOnce(graph, before.name())) {
                    folding.normOf.put(before.name(), node);
                    folding.gone.add(node.name());
                }
            }
        }
        return folding;
    }

    private static boolean isReadOnce(NetworkGraph graph, String node) {
        List<String> readers = graph.nodes().stream()
                .flatMap(reader -> reader.inputs().stream())
                .filter(node::equals)
                .toList();
        return readers.size() == 1
                && graph.outputs().stream().noneMatch(output -> output.node().equals(node));
    }

    /** The batch norm that a node takes in. */
    Optional<GraphNode> into(GraphNode node) {
        return Optional.ofNullable(normOf.get(node.name()));
    }

    /** Whether a batch norm has gone into the node before it. */
    boolean isGone(GraphNode norm) {
        return gone.contains(norm.name());
    }
}
