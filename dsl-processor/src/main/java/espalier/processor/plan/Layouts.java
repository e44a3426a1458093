package espalier.processor.plan;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gives every value a border as wide as the widest padding of the convolutions that read it. */
final class Layouts {

    private Layouts() {}

    static List<Layout> of(List<FusedNode> nodes) {
        List<Padding> borders = new ArrayList<>(Collections.nCopies(nodes.size(), Padding.NONE));
        for (FusedNode node : nodes) {
            if (node.node().op() instanceof Op.Convolution convolution) {
                int input = node.inputs().get(0);
                borders.set(
                        input, widest(borders.get(input), convolution.window().padding()));
            }
        }
        List<Layout> layouts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            layouts.add(new Layout(nodes.get(i).shape(), borders.get(i)));
        }
        return List.copyOf(layouts);
    }

    private static Padding widest(Padding a, Padding b) {
        return new Padding(
                Math.max(a.top(), b.top()),
                Math.max(a.left(), b.left()),
                Math.max(a.bottom(), b.bottom()),
                Math.max(a.right(), b.right()));
    }
}
