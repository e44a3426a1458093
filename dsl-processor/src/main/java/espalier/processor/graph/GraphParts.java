package espalier.processor.graph;

import espalier.processor.layer.Layer;
import espalier.processor.spec.BlockSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph in the making. */
final class GraphParts {

    /** Beyond this, compiling the generated steps would take minutes; the deepest published networks have about 4,000. */
    static final int MOST_NODES = 10_000;

    private final Map<String, BlockSpec> blocks;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<String, Integer> ends = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<Graph.Copy> copies = new ArrayList<>();

    /** With node 0, the input. */
    GraphParts(Map<String, BlockSpec> blocks) {
        this.blocks = blocks;
        add(Graph.INPUT, Optional.empty(), List.of(), "", true);
        ends.put(Graph.INPUT, 0);
    }

    Map<String, BlockSpec> blocks() {
        return blocks;
    }

    List<GraphNode> nodes() {
        return nodes;
    }

    Map<String, Integer> ends() {
        return ends;
    }

    Map<String, Place> places() {
        return places;
    }

    List<Graph.Copy> copies() {
        return copies;
    }

    /** Whether no further block may be added. */
    boolean isFull() {
        return nodes.size() >= MOST_NODES;
    }

    /** Adds a layer; its node. */
    int add(Place place, Layer layer, List<Integer> inputs, String prefix, boolean isMain) {
        return add(place.path(), Optional.of(layer), inputs, prefix, isMain);
    }

    /** Adds what stands for a layer with a problem that has been reported. */
    int addBad(Place place) {
        return add(place.path(), Optional.empty(), List.of(), "", true);
    }

    private int add(String path, Optional<Layer> layer, List<Integer> inputs, String prefix, boolean isMain) {
        nodes.add(new GraphNode(nodes.size(), path, layer, inputs, prefix, isMain, false, false));
        return nodes.size() - 1;
    }

    /** Tells where the layers of a method end. */
    void end(Place place, int node) {
        places.put(place.path(), place);
        ends.put(place.path(), node);
    }

    /** Tells where a copy of a block ends. */
    void end(Graph.Copy copy, Place.Use use) {
        copies.add(copy);
        places.put(copy.name(), new Place(copy.name(), use.user().method(), Optional.of(use)));
    }
}
