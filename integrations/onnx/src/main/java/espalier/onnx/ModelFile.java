package espalier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import espalier.runtime.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Locale;

/**
 * A model as it lies in a file. The weights are written one after the other, straight from the network's arrays: built as
 * protobuf messages they would take twice their size in memory. The fields of a message may come in any order, so that the
 * weights are the last field of the graph, and the graph the last of the model.
 */
final class ModelFile {

    /** No protobuf message may be larger. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private static final int BUFFER_BYTES = 1 << 18;

    private final byte[] model;
    private final byte[] graph;
    private final List<OnnxTensor> weights;

    /**
     * A model in parts.
     *
     * @param model all but its graph
     * @param graph all but its weights
     * @throws OnnxExportException if it is larger than the format allows
     */
    ModelFile(ModelProto model, GraphProto graph, List<OnnxTensor> weights) {
        this.model = model.toByteArray();
        this.graph = graph.toByteArray();
        this.weights = List.copyOf(weights);
        if (size() > LARGEST) {
            throw new OnnxExportException(graph.getName() + " cannot be written as one ONNX file: it would take "
                    + grouped(size()) + " bytes, and the format ends at " + grouped(LARGEST) + ".");
        }
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * The model of a network.
     *
     * @throws OnnxExportException if the format cannot express it, or not in one file
     */
    static ModelFile of(Network network, OnnxOptions options) {
        ModelGraph.Translated translated = ModelGraph.of(network, options);
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(options.formatVersion())
                .setProducerName(options.producerName())
                .setProducerVersion(options.producerVersion())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(options.opset()))
                .buildPartial();
        return new ModelFile(model, translated.graph(), translated.weights());
    }

    private long size() {
        return model.length + field(ModelProto.GRAPH_FIELD_NUMBER, graphSize());
    }

    private long graphSize() {
        return graph.length
                + weights.stream()
                        .mapToLong(weight -> field(GraphProto.INITIALIZER_FIELD_NUMBER, tensorSize(weight)))
                        .sum();
    }

    private static long tensorSize(OnnxTensor weight) {
        return header(weight).length + field(TensorProto.RAW_DATA_FIELD_NUMBER, Float.BYTES * weight.size());
    }

    /** The bytes of a field whose content has so many. */
    private static long field(int number, long size) {
        return CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeUInt64SizeNoTag(size) + size;
    }

    private static byte[] header(OnnxTensor weight) {
        return TensorProto.newBuilder()
                .setName(weight.name())
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(weight.dimensions())
                .build()
                .toByteArray();
    }

    /** Writes everything. */
    void writeTo(WritableByteChannel channel) throws IOException {
        OutputStream stream = Channels.newOutputStream(channel);
        CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER_BYTES);
        out.writeRawBytes(model);
        begin(out, ModelProto.GRAPH_FIELD_NUMBER, graphSize());
        out.writeRawBytes(graph);
        byte[] bytes = new byte[BUFFER_BYTES];
        for (OnnxTensor weight : weights) {
            begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, tensorSize(weight));
            out.writeRawBytes(header(weight));
            begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, Float.BYTES * weight.size());
            writeValues(out, weight, bytes);
        }
        out.flush();
    }

    private static void begin(CodedOutputStream out, int field, long size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(size);
    }

    private static void writeValues(CodedOutputStream out, OnnxTensor weight, byte[] bytes) throws IOException {
        float[] values = weight.values().get();
        if (values.length != weight.size()) {
            throw new IllegalStateException(weight.name() + " has " + values.length + " values, not " + weight.size());
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; ) {
            int count = Math.min(values.length - from, bytes.length / Float.BYTES);
            buffer.asFloatBuffer().put(values, from, count);
            out.writeRawBytes(bytes, 0, Float.BYTES * count);
            from += count;
        }
    }
}
