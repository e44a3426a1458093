package espalier.runtime.graph;

import espalier.runtime.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One operation of a network, wired.
 *
 * @param layer the method of the interface that wrote it, such as {@code c3}
 * @param name unique in the network, a Java identifier: the layer's where the layer is one operation, otherwise with a
 *     suffix such as {@code c3Tanh}
 * @param shape of the result, for one image: C, H, W or units
 * @param inputs the names of the nodes that it reads, in order
 * @param parameters what it reads of {@link espalier.runtime.Parameters}
 * @param trainingOnly whether inference does without it: it serves only outputs that inference lacks
 */
public record GraphNode(
        String layer,
        String name,
        Operation operation,
        List<Integer> shape,
        List<String> inputs,
        List<Use> parameters,
        boolean trainingOnly) {

    /** Copies the lists. */
    public GraphNode {
        shape = List.copyOf(shape);
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter and what it is to its operation.
     *
     * @param name as in {@link espalier.runtime.Parameter#name()}
     */
    public record Use(ParameterRole role, String name) {}

    /** A node without parameters. */
    public static GraphNode of(String layer, String name, Operation operation, List<Integer> shape, String... inputs) {
        return new GraphNode(layer, name, operation, shape, List.of(inputs), List.of(), false);
    }

    /** With one more parameter. */
    public GraphNode with(ParameterRole role, String parameter) {
        List<Use> more = new ArrayList<>(parameters);
        more.add(new Use(role, parameter));
        return new GraphNode(layer, name, operation, shape, inputs, more, trainingOnly);
    }

    /** With the four parameters of a batch norm, {@code prefix.weight} and so on. */
    public GraphNode withBatchNorm(String prefix) {
        return with(ParameterRole.SCALE, prefix + ".weight")
                .with(ParameterRole.SHIFT, prefix + ".bias")
                .with(ParameterRole.RUNNING_MEAN, prefix + ".running_mean")
                .with(ParameterRole.RUNNING_VARIANCE, prefix + ".running_var");
    }

    /** As one that only training has. */
    public GraphNode inTrainingOnly() {
        return new GraphNode(layer, name, operation, shape, inputs, parameters, true);
    }

    /** The name of the parameter in that role, if there is one. */
    public Optional<String> parameter(ParameterRole role) {
        return parameters.stream()
                .filter(use -> use.role() == role)
                .map(Use::name)
                .findFirst();
    }

    /** Such as {@code c3: Convolution[…](s2) -> 16x10x10}. */
    @Override
    public String toString() {
        return name + ": " + operation + "(" + String.join(", ", inputs) + ") -> " + Shapes.text(shape)
                + (trainingOnly ? ", in training only" : "");
    }
}
