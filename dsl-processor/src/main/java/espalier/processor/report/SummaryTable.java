package espalier.processor.report;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.problem.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The layers of a network as a text table: name, kind, output, parameters, multiply-adds, receptive field. */
public final class SummaryTable {

    private static final int FIRST_NUMBER = 3;

    private SummaryTable() {}

    /** The table, its lines separated by line feeds. */
    public static String of(CheckedGraph graph) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "kind", "output", "parameters", "MACs", "sees"));
        rows.add(List.of("input", "", graph.nodes().get(0).shape().toString(), "", "", ""));
        graph.layers().forEach(layer -> rows.add(row(layer)));
        rows.add(totals("total", graph.inferenceLayers()));
        if (!graph.trainingOnlyLayers().isEmpty()) {
            rows.add(totals("training only", graph.trainingOnlyLayers()));
        }
        long buffers = graph.inferenceLayers().stream()
                .mapToLong(CheckedLayer::buffers)
                .sum();
        String table = graph.interfaceName() + "\n" + aligned(rows);
        return buffers == 0 ? table : table + "\nand " + Words.count(buffers, "value") + " in buffers";
    }

    private static List<String> totals(String title, List<CheckedLayer> layers) {
        long parameters = layers.stream().mapToLong(CheckedLayer::parameters).sum();
        long macs = layers.stream().mapToLong(CheckedLayer::macs).sum();
        return List.of(title, "", "", Words.count(parameters), Words.count(macs), "");
    }

    private static List<String> row(CheckedLayer layer) {
        return List.of(
                layer.name(),
                layer.trainingOnly() ? layer.kind() + " (training only)" : layer.kind(),
                layer.output().toString(),
                Words.count(layer.parameters()),
                Words.count(layer.macs()),
                layer.receptiveField()
                        .map(field -> Words.size(field.height(), field.width()))
                        .orElse("all"));
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            String padding = " ".repeat(widths[c] - row.get(c).length());
            boolean isNumber = c >= FIRST_NUMBER;
            line.append("  ").append(isNumber ? padding + row.get(c) : row.get(c) + padding);
        }
        return line.toString().stripTrailing();
    }
}
