package espalier.processor.check;

import espalier.processor.graph.ReceptiveField;
import espalier.processor.layer.Limits;
import espalier.processor.layer.Reach;
import espalier.processor.op.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What is known about the result of a node.
 *
 * @param checkedId its node in the checked graph
 * @param field rows and columns of the network's input that one value sees
 * @param strideHeight rows of the network's input from one value to the next
 * @param strideWidth columns of it
 * @param seesAll whether one value sees the whole input; the three before then mean nothing
 */
record Value(int checkedId, Shape shape, ReceptiveField field, long strideHeight, long strideWidth, boolean seesAll) {

    /** The network's input. */
    static Value input(Shape shape) {
        return new Value(0, shape, new ReceptiveField(1, 1), 1, 1, false);
    }

    /**
     * The result of an operation, by r' = r + (reach - 1) * stride and stride' = stride * step; where branches meet, the
     * largest counts.
     */
    static Value after(List<Value> inputs, Reach reach, int checkedId, Shape shape) {
        boolean seesAll = reach.isWhole() || inputs.stream().anyMatch(Value::seesAll);
        int height = 0;
        int width = 0;
        long strideHeight = 0;
        long strideWidth = 0;
        for (Value in : inputs) {
            height = Math.max(height, grown(in.field.height(), reach.height(), in.strideHeight));
            width = Math.max(width, grown(in.field.width(), reach.width(), in.strideWidth));
            strideHeight = Math.max(strideHeight, Limits.times(in.strideHeight, reach.strideHeight()));
            strideWidth = Math.max(strideWidth, Limits.times(in.strideWidth, reach.strideWidth()));
        }
        return new Value(checkedId, shape, new ReceptiveField(height, width), strideHeight, strideWidth, seesAll);
    }

    private static int grown(int field, int reach, long stride) {
        return (int) Math.min(Integer.MAX_VALUE, Limits.plus(field, Limits.times(reach - 1L, stride)));
    }

    /** Empty for the whole input. */
    Optional<ReceptiveField> receptiveField() {
        return seesAll ? Optional.empty() : Optional.of(field);
    }
}
