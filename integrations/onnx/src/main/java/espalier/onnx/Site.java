package espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.ParameterRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The place of one operation in the model: what it reads, and the operators that come to stand there. */
final class Site {

    private final GraphNode node;
    private final List<Value> inputs;
    private final Weights weights;
    private final List<Operator> operators = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Map<String, Integer> uses = new HashMap<>();

    Site(GraphNode node, List<Value> inputs, Weights weights) {
        this.node = node;
        this.inputs = inputs;
        this.weights = weights;
    }

    /**
     * What an operation reads.
     *
     * @param name in the model
     * @param shape for one image: C, H, W or units
     */
    record Value(String name, List<Integer> shape) {}

    String name() {
        return node.name();
    }

    /** The shape of the result, for one image. */
    List<Integer> shape() {
        return node.shape();
    }

    /** The only input, or the first. */
    Value input() {
        return inputs.get(0);
    }

    String[] inputs() {
        return inputs.stream().map(Value::name).toArray(String[]::new);
    }

    /** The weight in that role under its own name and shape. */
    Optional<String> parameter(ParameterRole role) {
        return weights.use(node, role);
    }

    /** The weight [c] in that role as [c, 1, 1], one value a channel. */
    String perChannel(ParameterRole role) {
        return weights.usePerChannel(node, role);
    }

    /** Adds an operator; the caller sets its attributes. */
    Operator add(String type, String... operands) {
        Operator operator = new Operator(unique(type), type, List.of(operands));
        operators.add(operator);
        return operator;
    }

    /** A float32 constant without dimensions. */
    String constant(String what, double value) {
        return constant(TensorProto.newBuilder()
                .setName(unique(what))
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData((float) value));
    }

    /** A vector of float32. */
    String constants(String what, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(unique(what))
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(values.length);
        for (double value : values) {
            tensor.addFloatData((float) value);
        }
        return constant(tensor);
    }

    /** A vector of int64, as operators take axes, sizes and pads. */
    String integers(String what, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(unique(what))
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return constant(tensor);
    }

    private String constant(TensorProto.Builder tensor) {
        constants.add(tensor.build());
        return tensor.getName();
    }

    /** {@code c3/Conv}; the second one {@code c3/Conv_2}. No node's name has a slash, being a Java identifier. */
    private String unique(String what) {
        int use = uses.merge(what, 1, Integer::sum);
        return node.name() + "/" + what + (use == 1 ? "" : "_" + use);
    }

    List<Operator> operators() {
        return operators;
    }

    List<TensorProto> constants() {
        return constants;
    }
}
