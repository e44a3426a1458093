package espalier.processor.graph;

import espalier.processor.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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

    /** For each node whether it has a row for each region, not for each image. */
    public List<Boolean> perRegion() {
        List<Boolean> perRegion = new ArrayList<>();
        for (CheckedNode node : nodes) {
            perRegion.add(
                    node.op() instanceof Op.RoiPool || node.inputs().stream().anyMatch(perRegion::get));
        }
        return perRegion;
    }

    /** What counts towards the network: all layers but those that only training has. */
    public List<CheckedLayer> inferenceLayers() {
        return layers.stream().filter(layer -> !layer.trainingOnly()).toList();
    }

    /** The layers that inference lacks. */
    public List<CheckedLayer> trainingOnlyLayers() {
        return layers.stream().filter(CheckedLayer::trainingOnly).toList();
    }

    /**
     * A value that callers read, by the name of the layer that makes it.
     *
     * @param auxiliaryWeight what its loss is multiplied by if only training has it; empty for an output that stays
     */
    public record Output(String layer, int node, OptionalDouble auxiliaryWeight) {

        /** Whether only training has it. */
        public boolean isAuxiliary() {
            return auxiliaryWeight.isPresent();
        }
    }
}
