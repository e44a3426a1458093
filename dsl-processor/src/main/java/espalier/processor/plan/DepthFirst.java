package espalier.processor.plan;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A depthwise convolution with the convolution before it, the 1x1 convolution behind it, or both, which are run a few rows at
 * a time: the maps between them, in an inverted residual block (Sandler et al. 2018, "MobileNetV2") six times as many as before
 * and behind, are read only once and too large for a second-level cache. At inference only, since training reads them again.
 *
 * @param places of the convolutions, in their order
 */
public record DepthFirst(List<Integer> places) {

    /** Values between two convolutions, a megabyte, from which on they leave a second-level cache before they are read. */
    private static final long LARGE = 1 << 18;

    /** Kernels for less are not divided by rows: for few channels they may write more of a vector than a row has. */
    private static final int FEWEST_CHANNELS = 16;

    private static final int CHANNELS_MULTIPLE = 8;

    /** Kernels for smaller maps are divided by filters. */
    private static final int FEWEST_ROWS = 14;

    public DepthFirst {
        places = List.copyOf(places);
    }

    /** All that are in a network at inference, in their order; none shares a convolution with another. */
    static List<DepthFirst> in(List<FusedNode> nodes, List<Boolean> perRegion, List<Integer> outputs) {
        Readers readers = Readers.of(nodes, outputs);
        List<DepthFirst> found = new ArrayList<>();
        for (int place = 0; place < nodes.size(); place++) {
            if (!perRegion.get(place) && isDepthwise(nodes.get(place))) {
                add(place, nodes, readers, found);
            }
        }
        return found;
    }

    private static void add(int depthwise, List<FusedNode> nodes, Readers readers, List<DepthFirst> found) {
        List<Integer> places = new ArrayList<>();
        int before = nodes.get(depthwise).inputs().get(0);
        boolean isTaken = found.stream().anyMatch(chain -> chain.last() == before);
        if (!isTaken
                && readers.only(before) == depthwise
                && isLarge(nodes.get(before))
                && isDivisible(nodes.get(before))) {
            places.add(before);
        }
        places.add(depthwise);
        int behind = readers.only(depthwise);
        if (behind >= 0
                && (places.size() > 1 || isLarge(nodes.get(depthwise)))
                && isPointwise(nodes.get(behind))
                && isDivisible(nodes.get(behind))) {
            places.add(behind);
        }
        if (places.size() > 1) {
            found.add(new DepthFirst(places));
        }
    }

    private static boolean isLarge(FusedNode node) {
        return node.shape().size() >= LARGE;
    }

    private static boolean isDepthwise(FusedNode node) {
        return node.node().op() instanceof Op.Convolution op
                && KernelChoice.isDepthwise(op)
                && isDivisible(op.output());
    }

    private static boolean isPointwise(FusedNode node) {
        return node.node().op() instanceof Op.Convolution op
                && op.window().equals(new Window(1, 1, 1, 1, 1, 1, Padding.NONE));
    }

    /** Whether every kernel of it is divisible by output rows. */
    private static boolean isDivisible(FusedNode node) {
        return node.node().op() instanceof Op.Convolution op
                && op.groups() == 1
                && op.connections().isEmpty()
                && ConvolutionAlgorithm.of(op).outputsOfTile() == 1
                && isDivisible(op.output());
    }

    private static boolean isDivisible(Shape shape) {
        return shape.channels() >= FEWEST_CHANNELS
                && shape.channels() % CHANNELS_MULTIPLE == 0
                && Math.min(shape.height(), shape.width()) >= FEWEST_ROWS;
    }

    /** Rows of values handed on end with a border if with nothing else, since 1x1 convolutions join rows without a gap. */
    static List<Layout> layouts(List<Layout> layouts, List<DepthFirst> chains) {
        List<Layout> apart = new ArrayList<>(layouts);
        for (DepthFirst chain : chains) {
            for (int place : chain.places.subList(0, chain.places.size() - 1)) {
                Layout layout = layouts.get(place);
                Padding border = layout.border();
                if (layout.isContiguous()) {
                    Padding wider = new Padding(border.top(), border.left(), border.bottom(), 1);
                    apart.set(place, new Layout(layout.shape(), wider));
                }
            }
        }
        return apart;
    }

    /** Where the value of the last convolution stands, when all are run. */
    public int last() {
        return places.get(places.size() - 1);
    }

    /** Whether the value of a place is handed on a few rows at a time. */
    public boolean handsOn(int place) {
        return place != last() && places.contains(place);
    }

    /** For each place the one that reads it, if it is the only one. */
    private record Readers(List<Integer> only) {

        private static final int NONE = -1;
        private static final int SEVERAL = -2;

        static Readers of(List<FusedNode> nodes, List<Integer> outputs) {
            List<Integer> only = new ArrayList<>(Collections.nCopies(nodes.size(), NONE));
            for (int place = 0; place < nodes.size(); place++) {
                for (int input : nodes.get(place).inputs()) {
                    only.set(input, only.get(input) == NONE ? place : SEVERAL);
                }
            }
            outputs.forEach(output -> only.set(output, SEVERAL));
            return new Readers(only);
        }

        int only(int place) {
            return only.get(place);
        }
    }
}
