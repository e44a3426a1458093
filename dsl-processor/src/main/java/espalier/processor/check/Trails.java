package espalier.processor.check;

import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import espalier.processor.problem.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells how a shape came about: {@code input 1x32x32 -> c1 6x28x28 -> s2 6x14x14}. */
final class Trails {

    private static final String ARROW = " -> ";

    /** Layers shown at the start and the end of a long trail. */
    private static final int HEAD = 2;

    private static final int TAIL = 6;

    private final Graph graph;
    private final List<Optional<Value>> values;

    /**
     * @param values what is known by now, by node; grows while the network is checked
     */
    Trails(Graph graph, List<Optional<Value>> values) {
        this.graph = graph;
        this.values = values;
    }

    /** The shapes that lead to a node that fails. */
    String toFailing(GraphNode node) {
        List<String> stops = new ArrayList<>();
        node.inputs().stream()
                .findFirst()
                .ifPresent(input -> stops.addAll(stops(pathTo(input), node.method(), true, Trails::shape)));
        stops.add(failing(node) + " \u2717");
        return join(stops);
    }

    /** The shapes that lead to a node, and its own. */
    String to(int node) {
        return join(stops(pathTo(node), graph.nodes().get(node).method(), false, Trails::shape));
    }

    /** How the receptive field grows on the way to a node, and its own. */
    String fieldsTo(int node) {
        return join(stops(pathTo(node), graph.nodes().get(node).method(), false, Trails::field));
    }

    private static String shape(Value value) {
        return value.shape().toString();
    }

    private static String field(Value value) {
        return value.receptiveField()
                .map(field -> Words.size(field.height(), field.width()))
                .orElse("all");
    }

    /** The two paths to nodes, each from the last layer that both have in common. */
    List<String> parting(int one, int other) {
        Set<Integer> common = ancestors(one);
        common.retainAll(ancestors(other));
        int parting = Collections.max(common);
        return List.of(
                "they part at " + graph.nodes().get(parting).method() + ":",
                "  " + join(stops(path(parting, one), graph.nodes().get(one).method(), false, Trails::shape)),
                "  " + join(stops(path(parting, other), graph.nodes().get(other).method(), false, Trails::shape)));
    }

    private String failing(GraphNode node) {
        boolean isStacked = node.inputs().stream()
                .anyMatch(input -> graph.nodes().get(input).method().equals(node.method()));
        return isStacked
                ? node.method() + " @" + node.layer().orElseThrow().source().type()
                : node.method();
    }

    /**
     * The layers on a path with what is told of their values; of the method that is cut short, every annotation by itself.
     *
     * @param focus the method that the trail is for: of blocks that it does not stand in, only the whole is shown
     */
    private List<String> stops(List<Integer> path, String focus, boolean isCutShort, Function<Value, String> text) {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            GraphNode node = graph.nodes().get(path.get(i));
            String label = label(node.method(), focus);
            boolean isEnd = i + 1 == path.size()
                    || !label(graph.nodes().get(path.get(i + 1)).method(), focus)
                            .equals(label);
            boolean isCut = isCutShort && node.method().equals(focus);
            if (isEnd || isCut) {
                String annotation =
                        isCut ? " @" + node.layer().orElseThrow().source().type() : "";
                stops.add(label + annotation + " "
                        + text.apply(values.get(node.id()).orElseThrow()));
            }
        }
        return stops;
    }

    /** The shortest part of a path by which it differs from another: of {@code a.0.x} and {@code a.1.y} it is {@code a.0}. */
    private static String label(String path, String focus) {
        int dot = path.indexOf('.');
        while (dot >= 0 && (focus + ".").startsWith(path.substring(0, dot + 1))) {
            dot = path.indexOf('.', dot + 1);
        }
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static String join(List<String> stops) {
        if (stops.size() <= HEAD + TAIL + 1) {
            return String.join(ARROW, stops);
        }
        return String.join(ARROW, stops.subList(0, HEAD)) + ARROW + "\u2026" + ARROW
                + String.join(ARROW, stops.subList(stops.size() - TAIL, stops.size()));
    }

    private List<Integer> pathTo(int node) {
        return path(0, node);
    }

    /** A path between two nodes, by first inputs where there is a choice. */
    private List<Integer> path(int from, int to) {
        boolean[] reaches = new boolean[to + 1];
        reaches[from] = true;
        for (int id = from + 1; id <= to; id++) {
            for (int input : graph.nodes().get(id).inputs()) {
                reaches[id] |= reaches[input];
            }
        }
        List<Integer> path = new ArrayList<>();
        int at = to;
        path.add(at);
        while (at != from) {
            at = graph.nodes().get(at).inputs().stream()
                    .filter(input -> reaches[input])
                    .findFirst()
                    .orElseThrow();
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    private Set<Integer> ancestors(int node) {
        Set<Integer> found = new HashSet<>();
        found.add(node);
        for (int id = node; id >= 0; id--) {
            if (found.contains(id)) {
                found.addAll(graph.nodes().get(id).inputs());
            }
        }
        return found;
    }
}
