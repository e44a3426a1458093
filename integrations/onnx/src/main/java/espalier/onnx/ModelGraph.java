package espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import espalier.runtime.Network;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a network's graph node by node, all but its weights. */
final class ModelGraph {

    /**
     * The second input of a network that reads regions: R,5, each row the image's place in the batch, x1, y1, x2, y2. No
     * node's name has a slash, being a Java identifier.
     */
    static final String REGIONS = "input/regions";

    /** The name of the dimension of values that have a row for each region. */
    private static final String REGION_ROWS = "R";

    private static final int REGION_VALUES = 5;

    private final NetworkGraph graph;
    private final OnnxOptions options;
    private final BatchNormFolding folding;
    private final Weights weights;
    private final GraphProto.Builder proto = GraphProto.newBuilder();
    /** What each node's result is called in the model. */
    private final Map<String, Site.Value> values = new HashMap<>();

    private final List<Operator> operators = new ArrayList<>();

    /** The nodes that have a row for each region, not for each image. */
    private final Set<String> perRegion = new HashSet<>();

    /** The shapes of the values that operators compute, by name. */
    private final Map<String, List<Integer>> computed = new LinkedHashMap<>();

    private ModelGraph(Network network, OnnxOptions options) {
        this.graph = network.graph().inference();
        this.options = options;
        folding = options.foldBatchNorm() ? BatchNormFolding.of(graph) : BatchNormFolding.none();
        weights = new Weights(network.parameters(), folding);
    }

    /**
     * The graph of a network as it predicts.
     *
     * @param weights stand apart, since they are large
     */
    record Translated(GraphProto graph, List<OnnxTensor> weights) {}

    static Translated of(Network network, OnnxOptions options) {
        return new ModelGraph(network, options).translate();
    }

    private Translated translate() {
        proto.setName(graph.network());
        for (GraphNode node : graph.nodes()) {
            if (node.operation() instanceof Operation.RoiPool
                    || node.inputs().stream().anyMatch(perRegion::contains)) {
                perRegion.add(node.name());
            }
        }
        for (GraphNode node : graph.nodes()) {
            if (node.operation() instanceof Operation.Input) {
                values.put(node.name(), new Site.Value(node.name(), node.shape()));
                proto.addInput(info(node.name(), options.batch(), node.shape()));
                if (!perRegion.isEmpty()) {
                    proto.addInput(info(REGIONS, REGION_ROWS, List.of(REGION_VALUES)));
                }
            } else {
                values.put(node.name(), new Site.Value(translate(node), node.shape()));
            }
        }
        nameOutputs();
        operators.forEach(operator -> proto.addNode(operator.proto()));
        return new Translated(proto.build(), weights.used());
    }

    /** Adds a node's operators and gives the name of its result: the node's, or another's where there is nothing to do. */
    private String translate(GraphNode node) {
        List<Site.Value> inputs = node.inputs().stream().map(values::get).toList();
        if (node.operation() instanceof Operation.BatchNorm && folding.isGone(node)) {
            return inputs.get(0).name();
        }
        Site site = new Site(node, inputs, weights);
        String result = Translations.translate(node.operation(), site);
        site.constants().forEach(proto::addInitializer);
        operators.addAll(site.operators());
        if (site.operators().isEmpty()) {
            return result;
        }
        site.operators().forEach(operator -> operator.rename(Map.of(result, node.name())));
        computed.put(node.name(), node.shape());
        return node.name();
    }

    /**
     * Gives the values that are outputs the names of their layers, and values that had those names others. A value that is
     * an output already, or the input, gets its second name by an operator.
     */
    private void nameOutputs() {
        Map<String, String> names = new HashMap<>();
        List<Operator> copies = new ArrayList<>();
        Set<String> outputs = new HashSet<>();
        for (NetworkGraph.Output output : graph.outputs()) {
            Site.Value value = values.get(output.node());
            outputs.add(output.name());
            proto.addOutput(info(output.name(), rows(output.node()), value.shape()));
            if (!computed.containsKey(value.name()) || names.putIfAbsent(value.name(), output.name()) != null) {
                Operator copy = new Operator(output.name() + "/Identity", "Identity", List.of(value.name()));
                copy.rename(Map.of(copy.value(), output.name()));
                copies.add(copy);
            }
        }
        computed.keySet().stream()
                .filter(outputs::contains)
                .forEach(value -> names.putIfAbsent(value, value + "/value"));
        operators.addAll(copies);
        operators.forEach(operator -> operator.rename(names));
        computed.forEach((value, shape) -> {
            String name = names.getOrDefault(value, value);
            if (!outputs.contains(name)) {
                proto.addValueInfo(info(name, rows(value), shape));
            }
        });
    }

    /** The name of the first dimension of a node's value. */
    private String rows(String node) {
        return perRegion.contains(node) ? REGION_ROWS : options.batch();
    }

    private static ValueInfoProto info(String name, String rows, List<Integer> shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        dimensions.addDimBuilder().setDimParam(rows);
        shape.forEach(size -> dimensions.addDimBuilder().setDimValue(size));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }
}
