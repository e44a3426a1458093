package espalier.tests.networks;

import espalier.runtime.Summary;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A page of documentation in Markdown: a network's story, its diagram and its table. */
final class NetworkPage {

    private NetworkPage() {}

    static String of(Summary summary, NetworkGraph graph, String source) {
        return "# " + summary.network() + "\n\n" + JavadocText.ofType(source) + "\n"
                + "The interface: [" + summary.network()
                + ".java](../../generated-samples/src/main/java/espalier/samples/"
                + "networks/" + summary.network() + ".java)\n\n## Layers\n\n" + table(summary) + "\n## Diagram\n\n"
                + diagram(summary, graph);
    }

    private static String table(Summary summary) {
        StringBuilder table = new StringBuilder("""
                | layer | kind | output | parameters | multiply-adds | sees |
                |---|---|---|---:|---:|---|
                """);
        table.append("| input | | ").append(shape(summary.input())).append(" | | | |\n");
        for (Summary.Layer layer : summary.layers()) {
            table.append("| %s | %s%s | %s | %s | %s | %s |\n"
                    .formatted(
                            layer.name(),
                            layer.kind(),
                            layer.trainingOnly() ? " (training only)" : "",
                            shape(layer.output()),
                            count(layer.parameters()),
                            count(layer.macs()),
                            layer.receptiveField().isEmpty() ? "all" : shape(layer.receptiveField())));
        }
        table.append("| **total** | | | **%,d** | **%,d** | |\n".formatted(summary.parameters(), summary.macs()));
        if (summary.auxiliaryParameters() > 0) {
            table.append("| training only | | | %,d | %,d | |\n"
                    .formatted(summary.auxiliaryParameters(), summary.auxiliaryMacs()));
        }
        return summary.buffers() == 0
                ? table.toString()
                : table
                        + "\nAnd %,d buffers: running statistics, or values that are fixed.\n"
                                .formatted(summary.buffers());
    }

    /** A box a layer; what is stacked on one method stands in one box. */
    private static String diagram(Summary summary, NetworkGraph graph) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put(graph.nodes().get(0).layer(), "n0");
        summary.layers().forEach(layer -> ids.put(layer.name(), "n" + ids.size()));
        StringBuilder diagram = new StringBuilder("```mermaid\nflowchart TD\n");
        List<String> lines = new ArrayList<>();
        lines.add(box(ids.get(graph.nodes().get(0).layer()), "input", shape(summary.input()), false));
        for (Summary.Layer layer : summary.layers()) {
            lines.add(box(
                    ids.get(layer.name()),
                    layer.name(),
                    layer.kind() + "<br/>" + shape(layer.output()),
                    layer.trainingOnly()));
        }
        lines.addAll(arrows(graph, ids));
        lines.forEach(line -> diagram.append("    ").append(line).append('\n'));
        return diagram.append("```\n").toString();
    }

    private static String box(String id, String name, String text, boolean dashed) {
        return id + "[\"<b>" + name + "</b><br/>" + text + "\"]" + (dashed ? ":::training" : "");
    }

    private static Set<String> arrows(NetworkGraph graph, Map<String, String> ids) {
        Map<String, String> layers =
                graph.nodes().stream().collect(Collectors.toMap(GraphNode::name, GraphNode::layer));
        Set<String> arrows = new LinkedHashSet<>();
        boolean training = false;
        for (GraphNode node : graph.nodes()) {
            for (String input : node.inputs()) {
                if (!layers.get(input).equals(node.layer())) {
                    String arrow = node.trainingOnly() ? " -.-> " : " --> ";
                    arrows.add(ids.get(layers.get(input)) + arrow + ids.get(node.layer()));
                }
            }
            training |= node.trainingOnly();
        }
        if (training) {
            arrows.add("classDef training stroke-dasharray: 4");
        }
        return arrows;
    }

    private static String shape(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static String count(long value) {
        return value == 0 ? "" : "%,d".formatted(value);
    }
}
