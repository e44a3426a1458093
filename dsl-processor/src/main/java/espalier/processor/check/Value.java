package espalier.processor.check;

import espalier.processor.graph.ReceptiveField;
import espalier.processor.layer.Reach;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What is known about the result of a node.
 *
 * @param checkedId its node in the checked graph
 * @param fieldHeight rows of the network's input that one value sees; a fraction where it lies between the positions of
 *     an upsampled map
 * @param fieldWidth columns of it
 * @param strideHeight rows of the network's input from one value to the next; less than 1 after upsampling
 * @param strideWidth columns of it
 * @param isPerRegion whether it has a row for each region, not for each image
 * @param seesAll whether one value sees the whole input; the four before then mean nothing
 */
record Value(
        int checkedId,
        Shape shape,
        double fieldHeight,
        double fieldWidth,
        double strideHeight,
        double strideWidth,
        boolean isPerRegion,
        boolean seesAll) {

    /** More than the rounding errors of thirds and sevenths add up to. */
    private static final double ROUNDING = 1e-6;

    /** The network's input. */
    static Value input(Shape shape) {
        return new Value(0, shape, 1, 1, 1, 1, false, false);
    }

    /**
     * The result of an operation, by r' = r + (reach - 1) * stride and stride' = stride * step; where branches meet, the
     * largest counts.
     */
    static Value after(List<Value> inputs, Reach reach, int checkedId, Op op) {
        boolean isPerRegion = op instanceof Op.RoiPool || inputs.stream().anyMatch(Value::isPerRegion);
        boolean seesAll = reach.isWhole() || inputs.stream().anyMatch(Value::seesAll);
        double height = 0;
        double width = 0;
        double strideHeight = 0;
        double strideWidth = 0;
        for (Value in : inputs) {
            height = Math.max(height, in.fieldHeight + (reach.height() - 1) * in.strideHeight);
            width = Math.max(width, in.fieldWidth + (reach.width() - 1) * in.strideWidth);
            strideHeight = Math.max(strideHeight, in.strideHeight * reach.strideHeight());
            strideWidth = Math.max(strideWidth, in.strideWidth * reach.strideWidth());
        }
        return new Value(checkedId, op.output(), height, width, strideHeight, strideWidth, isPerRegion, seesAll);
    }

    /** Empty for the whole input. */
    Optional<ReceptiveField> receptiveField() {
        return seesAll ? Optional.empty() : Optional.of(new ReceptiveField(ceil(fieldHeight), ceil(fieldWidth)));
    }

    /** Rounded up to whole positions; the largest int if there are more. */
    private static int ceil(double field) {
        return (int) Math.ceil(field - ROUNDING);
    }
}
