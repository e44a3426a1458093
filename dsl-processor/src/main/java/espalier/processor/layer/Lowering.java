package espalier.processor.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operations that a layer lowers to, wired among themselves. Values are numbered: first the layer's inputs, then the
 * results of the nodes. The last node makes the layer's result; without nodes the layer passes its input on.
 *
 * @param inputs how many the layer has
 * @param nodes in an order in which each reads only values before its own
 */
public record Lowering(int inputs, List<Node> nodes) {
    public Lowering {
        nodes = List.copyOf(nodes);
    }

    /** An operation, and the numbers of the values that it reads. */
    public record Node(Step step, List<Integer> reads) {
        public Node {
            reads = List.copyOf(reads);
        }
    }

    /** One operation on all of the layer's inputs. */
    public static Lowering of(Site site, Step step) {
        return chain(site, List.of(step));
    }

    /** Operations of which the first reads all of the layer's inputs, and each other one the one before. */
    public static Lowering chain(Site site, List<Step> steps) {
        int inputs = site.inputs().size();
        List<Node> nodes = new ArrayList<>();
        List<Integer> reads = IntStream.range(0, inputs).boxed().toList();
        for (Step step : steps) {
            nodes.add(new Node(step, reads));
            reads = List.of(inputs + nodes.size() - 1);
        }
        return new Lowering(inputs, nodes);
    }
}
