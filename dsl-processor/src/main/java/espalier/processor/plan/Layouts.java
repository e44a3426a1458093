package espalier.processor.plan;

import espalier.processor.failure.InternalFailure;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every value a border as wide as the widest padding of the convolutions that read a value of its shape. One layout a
 * shape: so layers that differ only in who reads them share a kernel, and values of one shape can share memory.
 */
final class Layouts {

    private Layouts() {}

    static List<Layout> of(List<FusedNode> nodes) {
        Map<Shape, Padding> borders = new HashMap<>();
        for (FusedNode node : nodes) {
            if (node.node().op() instanceof Op.Convolution convolution) {
                borders.merge(convolution.input(), convolution.window().padding(), Layouts::widest);
            }
        }
        return nodes.stream()
                .map(node -> InternalFailure.naming(node.node().layer(), () -> of(node.shape(), borders)))
                .toList();
    }

    private static Layout of(Shape shape, Map<Shape, Padding> borders) {
        Layout layout = new Layout(shape, borders.getOrDefault(shape, Padding.NONE));
        layout.imagePitch(); // fails here and now if it exceeds an int
        return layout;
    }

    private static Padding widest(Padding a, Padding b) {
        return new Padding(
                Math.max(a.top(), b.top()),
                Math.max(a.left(), b.left()),
                Math.max(a.bottom(), b.bottom()),
                Math.max(a.right(), b.right()));
    }
}
