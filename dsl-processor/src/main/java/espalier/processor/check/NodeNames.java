package espalier.processor.check;

import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import java.util.HashSet;
import java.util.Set;

/** Gives every operation a name that is unique in its network and a valid Java identifier. */
final class NodeNames {

    private final Set<String> used;

    NodeNames(Graph graph) {
        used = new HashSet<>(graph.ends().keySet());
    }

    /** {@code c3} for the operation after which the layer is named, otherwise with suffixes, as {@code c3Tanh}. */
    String name(GraphNode node, String stepSuffix) {
        String layerSuffix = node.layer()
                .filter(layer -> !node.isMain())
                .map(l -> l.suffix())
                .orElse("");
        String name = camelCase(node.method()) + layerSuffix + stepSuffix;
        if (name.equals(node.method())) {
            return name;
        }
        String unique = name;
        for (int i = 2; !used.add(unique); i++) {
            unique = name + i;
        }
        return unique;
    }

    /** {@code stage0Conv1} for {@code stage.0.conv1}. */
    private static String camelCase(String path) {
        StringBuilder name = new StringBuilder();
        boolean isFirst = false;
        for (char letter : path.toCharArray()) {
            if (letter != '.') {
                name.append(isFirst ? Character.toUpperCase(letter) : letter);
            }
            isFirst = letter == '.';
        }
        return name.toString();
    }
}
