package espalier.processor.check;

import espalier.processor.graph.CheckedLayer;
import espalier.processor.layer.Limits;
import espalier.processor.problem.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the layers contribute to a sum. */
record Breakdown(List<CheckedLayer> layers) {

    /** Layers shown of a long network. */
    private static final int MOST = 12;

    private static final int LARGEST = 5;

    /** The layers that contribute, in their order; of many, the largest. */
    List<String> inOrder(ToLongFunction<CheckedLayer> count) {
        List<CheckedLayer> contributors = contributors(count);
        if (contributors.size() <= MOST) {
            return contributors.stream().map(layer -> line(layer, count)).toList();
        }
        return largest(count, MOST - 1);
    }

    /** The layers that contribute most, with their shares. */
    List<String> largest(ToLongFunction<CheckedLayer> count) {
        return largest(count, LARGEST);
    }

    private List<String> largest(ToLongFunction<CheckedLayer> count, int most) {
        List<CheckedLayer> contributors = contributors(count);
        List<CheckedLayer> sorted = contributors.stream()
                .sorted(Comparator.comparingLong(count).reversed())
                .toList();
        List<String> lines = new ArrayList<>();
        sorted.stream().limit(most).map(layer -> line(layer, count)).forEach(lines::add);
        if (sorted.size() > most) {
            List<CheckedLayer> others = sorted.subList(most, sorted.size());
            long rest = others.stream().mapToLong(count).reduce(0, Limits::plus);
            lines.add("and " + Words.count(others.size(), "other layer") + ": " + Words.count(rest));
        }
        return lines;
    }

    private List<CheckedLayer> contributors(ToLongFunction<CheckedLayer> count) {
        return layers.stream().filter(layer -> count.applyAsLong(layer) > 0).toList();
    }

    private static String line(CheckedLayer layer, ToLongFunction<CheckedLayer> count) {
        return layer.name() + " (" + layer.kind() + "): " + Words.count(count.applyAsLong(layer));
    }
}
