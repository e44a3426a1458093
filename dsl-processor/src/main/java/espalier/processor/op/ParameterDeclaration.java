package espalier.processor.op;

import java.util.List;

/**
 * A named array of numbers that a network owns.
 *
 * @param name as it stands in a weights file, such as {@code c3.weight}
 * @param dimensions the public shape, such as [out, in/groups, kH, kW]
 * @param fanIn inputs that reach one output value, for the initialiser; the mean over filters where a connection table
 *     makes it differ
 * @param fanOut outputs that one input value reaches
 * @param trainable whether the optimiser changes it; otherwise it is a buffer
 * @param count the values that count as parameters: fewer than the array holds where a connection table leaves out maps
 */
public record ParameterDeclaration(
        String name,
        ParameterRole role,
        List<Integer> dimensions,
        Initializer initializer,
        long fanIn,
        long fanOut,
        boolean trainable,
        long count) {
    public ParameterDeclaration {
        dimensions = List.copyOf(dimensions);
    }
}
