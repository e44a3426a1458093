package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import java.util.List;

/**
 * One operation that a layer lowers to.
 *
 * @param suffix what is put after the layer's name; empty for its main operation
 * @param macs multiply-adds of one image; convolution and dense only
 * @param reach how much of its input one value sees
 */
public record Step(String suffix, Op op, List<ParameterDeclaration> parameters, long macs, Reach reach) {
    public Step {
        parameters = List.copyOf(parameters);
    }

    /** A main operation without parameters or multiply-adds, each of whose values sees one of the input's positions. */
    public static Step pointwise(Op op) {
        return of(op, Reach.POINT);
    }

    /** A main operation without parameters or multiply-adds. */
    static Step of(Op op, Reach reach) {
        return new Step("", op, List.of(), 0, reach);
    }

    /** The same with another suffix. */
    Step suffixed(String other) {
        return new Step(other, op, parameters, macs, reach);
    }

    /** The same as an operation of a layer inside a composite, such as {@code 0.conv1}. */
    Step within(String inner) {
        return new Step("_" + inner.replace('.', '_') + suffix, op, parameters, macs, reach);
    }
}
