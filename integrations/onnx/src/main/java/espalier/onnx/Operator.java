package espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;

/** An ONNX operator with one output, while its attributes are set. */
final class Operator {

    private final NodeProto.Builder node;

    Operator(String name, String type, List<String> inputs) {
        node = NodeProto.newBuilder()
                .setName(name)
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(name);
    }

    Operator set(String attribute, long value) {
        return set(AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeType.INT)
                .setI(value));
    }

    Operator set(String attribute, double value) {
        return set(AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeType.FLOAT)
                .setF((float) value));
    }

    Operator set(String attribute, String value) {
        return set(AttributeProto.newBuilder()
                .setName(attribute)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }

    Operator setAll(String attribute, long... values) {
        AttributeProto.Builder list =
                AttributeProto.newBuilder().setName(attribute).setType(AttributeType.INTS);
        for (long value : values) {
            list.addInts(value);
        }
        return set(list);
    }

    private Operator set(AttributeProto.Builder attribute) {
        node.addAttribute(attribute);
        return this;
    }

    /** The name of the result. */
    String value() {
        return node.getOutput(0);
    }

    /** Calls values otherwise, by their names; those that are not named keep theirs. */
    void rename(Map<String, String> names) {
        node.setOutput(0, names.getOrDefault(value(), value()));
        for (int i = 0; i < node.getInputCount(); i++) {
            node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
        }
    }

    NodeProto proto() {
        return node.build();
    }
}
