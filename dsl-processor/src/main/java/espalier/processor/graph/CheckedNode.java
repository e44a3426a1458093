package espalier.processor.graph;

import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One primitive operation of a checked network, wired.
 *
 * @param id its place in {@link CheckedGraph#nodes()}
 * @param layer the method that wrote it, such as {@code c3}; {@code input} for the network's input
 * @param name unique in the network and a valid Java identifier; the layer's name where the layer is one operation,
 *     otherwise with a suffix such as {@code c3Tanh}
 * @param inputs ids of the nodes read, all smaller than {@code id}
 * @param parameters in the order of {@link espalier.processor.op.ParameterRole}
 * @param macs multiply-adds of one image; convolution and dense only
 * @param receptiveField rows and columns of the network's input that one value sees; empty for the whole input
 * @param trainingOnly whether only outputs that inference lacks depend on it
 */
public record CheckedNode(
        int id,
        String layer,
        String name,
        Op op,
        List<Integer> inputs,
        List<ParameterDeclaration> parameters,
        long macs,
        Optional<ReceptiveField> receptiveField,
        boolean trainingOnly) {
    public CheckedNode {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** The shape of the result. */
    public Shape shape() {
        return op.output();
    }
}
