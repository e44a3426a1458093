package espalier.onnx;

import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.pass.NormFold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The parameters that the model's operators read, under their own names, a folded batch norm worked in. */
final class Weights {

    private final Parameters parameters;
    private final BatchNormFolding folding;
    private final Map<String, OnnxTensor> used = new LinkedHashMap<>();

    Weights(Parameters parameters, BatchNormFolding folding) {
        this.parameters = parameters;
        this.folding = folding;
    }

    /** The tensors in the order of first use. */
    List<OnnxTensor> used() {
        return List.copyOf(used.values());
    }

    /** The name of a node's parameter, if it has one in that role. */
    Optional<String> use(GraphNode node, ParameterRole role) {
        Optional<NormFold> norm = folding.into(node).map(this::fold);
        if (norm.isEmpty()) {
            return node.parameter(role).map(name -> use(name, dimensions(name)));
        }
        return switch (role) {
            case WEIGHT -> Optional.of(useFoldedWeight(node, norm.get()));
            case BIAS -> Optional.of(useFoldedBias(node, norm.get()));
            default -> throw new IllegalArgumentException(node.name() + " has no " + role);
        };
    }

    /** A parameter [c] as [c, 1, 1]. */
    String usePerChannel(GraphNode node, ParameterRole role) {
        String name = node.parameter(role).orElseThrow();
        return use(name, List.of((long) parameters.get(name).value().size(), 1L, 1L));
    }

    private String use(String name, List<Long> dimensions) {
        Parameter parameter = parameters.get(name);
        return put(new OnnxTensor(name, dimensions, () -> parameter.value().data()));
    }

    private String useFoldedWeight(GraphNode node, NormFold norm) {
        String name = node.parameter(ParameterRole.WEIGHT).orElseThrow();
        Parameter weight = parameters.get(name);
        return put(new OnnxTensor(
                name, dimensions(name), () -> norm.foldWeights(weight.value().data())));
    }

    /** Called as the layer's bias or, where it has none, as the batch norm's. */
    private String useFoldedBias(GraphNode node, NormFold norm) {
        Optional<Parameter> own = node.parameter(ParameterRole.BIAS).map(parameters::get);
        Parameter named = own.orElse(norm.beta());
        return put(new OnnxTensor(
                named.name(),
                dimensions(named.name()),
                () -> norm.foldBias(own.map(bias -> bias.value().data()).orElse(null))));
    }

    private String put(OnnxTensor tensor) {
        used.putIfAbsent(tensor.name(), tensor);
        return tensor.name();
    }

    private NormFold fold(GraphNode norm) {
        return new NormFold(
                parameter(norm, ParameterRole.SCALE),
                parameter(norm, ParameterRole.SHIFT),
                parameter(norm, ParameterRole.RUNNING_MEAN),
                parameter(norm, ParameterRole.RUNNING_VARIANCE),
                ((Operation.BatchNorm) norm.operation()).epsilon());
    }

    private Parameter parameter(GraphNode node, ParameterRole role) {
        return parameters.get(node.parameter(role).orElseThrow());
    }

    private List<Long> dimensions(String name) {
        int[] shape = parameters.get(name).shape();
        return IntStream.of(shape).mapToLong(dimension -> dimension).boxed().toList();
    }
}
