package espalier.processor.graph;

import espalier.processor.layer.Layer;
import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.spec.BlockSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.NetworkSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network whose layers are wired and whose blocks are expanded; shapes are not yet known.
 *
 * @param input the shape of one image; empty if it is bad, which has been reported
 * @param otherSizes further shapes of it; none if any is bad
 * @param nodes in the order of the source, each reading only nodes before it; node 0 is the input
 * @param ends the last node of each layer, by its path; {@code input} is one
 * @param places of the layers, by path, a block's layers before the method that uses it; and of the copies
 * @param copies of blocks, in the order of their last nodes
 */
public record Graph(
        NetworkSpec network,
        Optional<Shape> input,
        List<Located<Shape>> otherSizes,
        List<GraphNode> nodes,
        Map<String, Integer> ends,
        Map<String, Place> places,
        List<Copy> copies) {

    /** The name of the network's input. */
    public static final String INPUT = "input";

    public Graph {
        otherSizes = List.copyOf(otherSizes);
        nodes = List.copyOf(nodes);
        ends = Map.copyOf(ends);
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        copies = List.copyOf(copies);
    }

    /**
     * A block where it is used; of a repeated one, one of the copies.
     *
     * @param name what problems call it
     * @param path what the paths of its layers begin with
     * @param end its last node
     */
    public record Copy(String name, String path, BlockSpec block, int end) {}

    /** The same graph at another size of the input. */
    public Graph at(Shape size) {
        return new Graph(network, Optional.of(size), List.of(), nodes, ends, places, copies);
    }

    /** The nodes that read a node. */
    public List<GraphNode> readers(int node) {
        return nodes.stream().filter(n -> n.inputs().contains(node)).toList();
    }

    /** What the annotations of a layer say, shortly: {@code Conv 5x5, Tanh}, {@code Basic x3}; of a copy nothing. */
    public String kind(String path) {
        Place place = places.get(path);
        if (place == null) {
            return "";
        }
        return MethodRules.layerAnnotations(place.method()).stream()
                .map(annotation -> annotation.type().equals(BlockUse.ANNOTATION)
                        ? BlockUse.kind(annotation, network.blocks())
                        : nodes.stream()
                                .filter(node -> node.method().equals(path))
                                .flatMap(node -> node.layer().stream())
                                .filter(layer -> layer.source().equals(annotation))
                                .map(Layer::kind)
                                .findFirst()
                                .orElseThrow())
                .collect(Collectors.joining(", "));
    }

    /** A problem as the user sees it, whatever block it was met in. */
    public Problem tell(Problem problem) {
        Place place = places.get(problem.layer());
        return place == null ? problem : place.tell(problem);
    }
}
