package espalier.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import espalier.runtime.Initializer;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.graph.ActivationKind;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.Padding;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the file; that it runs is tested with ONNX Runtime, over all layers and networks. */
class OnnxExportTest {

    private static final GraphNode INPUT = GraphNode.of("input", "input", new Operation.Input(), List.of(2, 5, 7));
    private static final GraphNode CONVOLUTION = GraphNode.of(
                    "c",
                    "c",
                    new Operation.Convolution(new Window(3, 3, 1, 2, 1, 1, new Padding(1, 2, 3, 4)), 1),
                    List.of(3, 7, 6),
                    "input")
            .with(ParameterRole.WEIGHT, "c.weight");
    private static final GraphNode NORM = GraphNode.of(
                    "c", "cBn", new Operation.BatchNorm(0.9, 1e-5), List.of(3, 7, 6), "c")
            .with(ParameterRole.SCALE, "c.bn.weight")
            .with(ParameterRole.SHIFT, "c.bn.bias")
            .with(ParameterRole.RUNNING_MEAN, "c.bn.running_mean")
            .with(ParameterRole.RUNNING_VARIANCE, "c.bn.running_var");
    private static final GraphNode RELU = relu("cRelu", "cBn");
    private static final GraphNode DROPOUT =
            GraphNode.of("c", "cDropout", new Operation.Dropout(0.5), List.of(3, 7, 6), "cRelu");

    @TempDir
    private Path folder;

    private static GraphNode relu(String name, String input) {
        return GraphNode.of("c", name, new Operation.Activation(ActivationKind.RELU, 0), List.of(3, 7, 6), input);
    }

    private static Parameters parameters() {
        Parameters parameters = Parameters.of(List.of(
                Parameter.trainable("c.weight", Initializer.HE_NORMAL, 18, 27, 3, 2, 3, 3),
                Parameter.trainable("c.bn.weight", Initializer.ONES, 0, 0, 3),
                Parameter.trainable("c.bn.bias", Initializer.ZEROS, 0, 0, 3),
                Parameter.buffer("c.bn.running_mean", Initializer.ONES, 3),
                Parameter.buffer("c.bn.running_var", Initializer.ONES, 3)));
        parameters.initialize(1);
        return parameters;
    }

    private static Network network(List<GraphNode> nodes, NetworkGraph.Output... outputs) {
        return new DescribedNetwork(new NetworkGraph("Net", nodes, List.of(outputs)), parameters());
    }

    private static NetworkGraph.Output output(String name, String node) {
        return new NetworkGraph.Output(name, node, false);
    }

    private static Network normalized() {
        return network(List.of(INPUT, CONVOLUTION, NORM, RELU, DROPOUT), output("c", "cDropout"));
    }

    private ModelProto model(Network network, OnnxOptions options) throws IOException {
        Path file = folder.resolve("net.onnx");
        OnnxExport.write(network, file, options);
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    private GraphProto graph(Network network) throws IOException {
        return model(network, OnnxOptions.defaults()).getGraph();
    }

    private static List<String> operators(GraphProto graph) {
        return graph.getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private static List<Object> dimensions(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream()
                .<Object>map(OnnxExportTest::dimension)
                .toList();
    }

    private static Object dimension(TensorShapeProto.Dimension dimension) {
        return dimension.hasDimParam() ? dimension.getDimParam() : (Object) dimension.getDimValue();
    }

    @Test
    void saysWhatItIs() throws IOException {
        ModelProto model = model(
                normalized(),
                OnnxOptions.defaults().withOpset(21).withProducer("test", "3").withBatch("batch"));

        assertEquals(10, model.getIrVersion());
        assertEquals(21, model.getOpsetImport(0).getVersion());
        assertEquals("test", model.getProducerName());
        assertEquals("3", model.getProducerVersion());
        assertEquals("Net", model.getGraph().getName());
        assertEquals(1, model.getGraph().getInputCount());
        assertEquals("input", model.getGraph().getInput(0).getName());
        assertEquals(List.of("batch", 2L, 5L, 7L), dimensions(model.getGraph().getInput(0)));
        assertEquals(1, model.getGraph().getOutputCount());
        assertEquals("c", model.getGraph().getOutput(0).getName());
        assertEquals(List.of("batch", 3L, 7L, 6L), dimensions(model.getGraph().getOutput(0)));
    }

    @Test
    void everyVersionHasItsFormat() throws IOException {
        for (int opset = OnnxOptions.LEAST_OPSET; opset <= OnnxOptions.GREATEST_OPSET; opset++) {
            ModelProto model = model(normalized(), OnnxOptions.defaults().withOpset(opset));
            assertEquals(opset <= 18 ? 8 : opset <= 20 ? 9 : 10, model.getIrVersion());
        }
    }

    @Test
    void padsAreExplicitAndTheBeginningsComeFirst() throws IOException {
        NodeProto convolution = graph(normalized()).getNode(0);

        assertEquals("c/Conv", convolution.getName());
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                convolution.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("pads"))
                        .findFirst()
                        .orElseThrow()
                        .getIntsList());
    }

    @Test
    void batchNormIsFoldedAndDropoutGone() throws IOException {
        Network network = normalized();
        network.parameters().get("c.bn.weight").value().fill(3);
        network.parameters().get("c.bn.bias").value().fill(5);

        GraphProto graph = graph(network);

        assertEquals(List.of("Conv", "Relu"), operators(graph));
        assertEquals(List.of("input", "c.weight", "c.bn.bias"), graph.getNode(0).getInputList());
        assertEquals(2, graph.getInitializerCount());
        double scale = 3 / Math.sqrt(1 + 1e-5);
        float[] weight = network.parameters().get("c.weight").value().data();
        float[] folded = values(graph.getInitializer(0));
        assertEquals(List.of(3L, 2L, 3L, 3L), graph.getInitializer(0).getDimsList());
        assertEquals(weight[53] * scale, folded[53], 1e-6);
        assertEquals(5 - scale, values(graph.getInitializer(1))[2], 1e-6);
    }

    @Test
    void batchNormIsKeptWhereAsked() throws IOException {
        Network network = normalized();

        GraphProto graph =
                model(network, OnnxOptions.defaults().withBatchNormKept()).getGraph();

        assertEquals(List.of("Conv", "BatchNormalization", "Relu"), operators(graph));
        assertEquals(
                List.of("c.weight", "c.bn.weight", "c.bn.bias", "c.bn.running_mean", "c.bn.running_var"),
                graph.getInitializerList().stream().map(TensorProto::getName).toList());
        assertArrayEquals(network.parameters().get("c.weight").value().data(), values(graph.getInitializer(0)));
    }

    @Test
    void batchNormIsKeptWhereOthersReadWhatItReads() throws IOException {
        GraphNode sum = GraphNode.of("sum", "sum", new Operation.Add(), List.of(3, 7, 6), "c", "cBn");

        assertEquals(
                List.of("Conv", "BatchNormalization", "Sum"),
                operators(graph(network(List.of(INPUT, CONVOLUTION, NORM, sum), output("sum", "sum")))));
        assertEquals(
                List.of("Conv", "BatchNormalization"),
                operators(graph(network(List.of(INPUT, CONVOLUTION, NORM), output("early", "c"), output("c", "cBn")))));
    }

    /** The layer c is the network's output, and c also the name of the convolution on it. */
    @Test
    void anOutputHasTheNameOfItsLayer() throws IOException {
        GraphProto graph = graph(normalized());

        assertEquals(List.of("c/value"), graph.getNode(0).getOutputList());
        assertEquals(List.of("c/value"), graph.getNode(1).getInputList());
        assertEquals(List.of("c"), graph.getNode(1).getOutputList());
        assertEquals(List.of("N", 3L, 7L, 6L), dimensions(graph.getValueInfo(0)));
    }

    @Test
    void aSecondNameForAnOutputTakesAnOperator() throws IOException {
        GraphProto graph = graph(network(
                List.of(INPUT, CONVOLUTION, NORM, RELU, DROPOUT), output("a", "cRelu"), output("b", "cDropout")));

        assertEquals(List.of("Conv", "Relu", "Identity"), operators(graph));
        assertEquals(List.of("a"), graph.getNode(2).getInputList());
        assertEquals(List.of("b"), graph.getNode(2).getOutputList());
    }

    @Test
    void whatOnlyTrainingHasIsGone() throws IOException {
        GraphNode head = relu("head", "cBn").inTrainingOnly();

        GraphProto graph = graph(network(
                List.of(INPUT, CONVOLUTION, NORM, head, RELU),
                new NetworkGraph.Output("head", "head", true),
                output("c", "cRelu")));

        assertEquals(List.of("Conv", "Relu"), operators(graph));
        assertEquals(1, graph.getOutputCount());
    }

    @Test
    void sameNetworkSameBytes() throws IOException {
        Path first = folder.resolve("first.onnx");
        Path second = folder.resolve("second.onnx");
        OnnxExport.write(normalized(), first);
        OnnxExport.write(normalized(), second);

        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void everyOperationIsTranslatedOrIsTheInput() {
        List<String> missing = Stream.of(Operation.class.getPermittedSubclasses())
                .filter(operation -> operation != Operation.Input.class)
                .filter(operation -> !Translations.translates(operation))
                .map(Class::getSimpleName)
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void aFileEndsAtTwoGigabytes() {
        OnnxTensor half = new OnnxTensor("half", List.of(1L << 14, 1L << 14), () -> new float[0]);
        GraphProto graph = GraphProto.newBuilder().setName("Huge").build();
        ModelProto model = ModelProto.newBuilder().buildPartial();

        new ModelFile(model, graph, List.of(half));
        assertEquals(
                "Huge cannot be written as one ONNX file: it would take 2,147,483,716 bytes, and the format ends at"
                        + " 2,147,483,647.",
                assertThrows(OnnxExportException.class, () -> new ModelFile(model, graph, List.of(half, half)))
                        .getMessage());
    }

    @Test
    void optionsAreChecked() {
        assertEquals(
                "The opset must be from 17 to 22, but 23 was given.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OnnxOptions.defaults().withOpset(23))
                        .getMessage());
        assertEquals(
                "The batch dimension needs a name, such as N.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OnnxOptions.defaults().withBatch(" "))
                        .getMessage());
    }

    private static float[] values(TensorProto tensor) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        return values;
    }
}
