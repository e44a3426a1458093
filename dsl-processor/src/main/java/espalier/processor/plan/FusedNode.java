package espalier.processor.plan;

import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A node with what was fused into it.
 *
 * @param inputs places in the list of fused nodes
 * @param foldedNorm the batch norm whose scale and shift go into the weights
 */
record FusedNode(
        CheckedNode node, List<Integer> inputs, Optional<CheckedNode> foldedNorm, ActivationFunction activation) {
    FusedNode {
        inputs = List.copyOf(inputs);
    }

    static FusedNode of(CheckedNode node, List<Integer> inputs) {
        return new FusedNode(node, inputs, Optional.empty(), ActivationFunction.NONE);
    }

    FusedNode withNorm(CheckedNode norm) {
        return new FusedNode(node, inputs, Optional.of(norm), activation);
    }

    FusedNode withActivation(ActivationFunction function) {
        return new FusedNode(node, inputs, foldedNorm, function);
    }

    Shape shape() {
        return node.shape();
    }
}
