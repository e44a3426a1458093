package espalier.benchmarks.deeplearning4j;

import espalier.benchmarks.contender.UnsupportedTaskException;
import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.Padding;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.PoolType;
import espalier.runtime.graph.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A network as Deeplearning4j's layers and vertices, with its weights. */
final class GraphTranslation {

    private static final String LOSS = "loss";
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    private final Network network;
    private final boolean training;
    private final GraphBuilder builder;
    private final Map<String, GraphNode> nodes = new HashMap<>();

    /** The vertex that gives a node's value; not its own for what is no vertex here. */
    private final Map<String, String> vertices = new HashMap<>();

    private final Map<String, Map<String, INDArray>> weights = new LinkedHashMap<>();

    private GraphTranslation(Network network, boolean training, double rate) {
        this.network = network;
        this.training = training;
        this.builder = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Sgd(rate))
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .validateOutputLayerConfig(false);
    }

    /** For prediction. */
    static ComputationGraph inference(Network network) {
        return new GraphTranslation(network, false, 0).translate();
    }

    /** With a softmax and its cross-entropy behind the output, and plain gradient descent. */
    static ComputationGraph training(Network network, double rate) {
        return new GraphTranslation(network, true, rate).translate();
    }

    private ComputationGraph translate() {
        NetworkGraph graph = network.graph().inference();
        List<Integer> image = network.inputShape();
        for (GraphNode node : graph.nodes()) {
            nodes.put(node.name(), node);
            vertices.put(node.name(), vertex(node));
        }
        String output =
                vertices.get(graph.outputs().get(graph.outputs().size() - 1).node());
        if (training) {
            builder.addLayer(
                    LOSS,
                    new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                            .activation(Activation.SOFTMAX)
                            .build(),
                    output);
        }
        builder.setOutputs(training ? LOSS : output);
        builder.setInputTypes(InputType.convolutional(image.get(1), image.get(2), image.get(0)));
        ComputationGraph result = new ComputationGraph(builder.build());
        result.init();
        weights.forEach((vertex, arrays) ->
                arrays.forEach((role, array) -> assign(result.getLayer(vertex).getParam(role), array)));
        return result;
    }

    /** Vectors are rows with some layers; assigning any other shape would put the values anywhere. */
    private static void assign(INDArray parameter, INDArray values) {
        INDArray shaped = values.rank() == 1 ? values.reshape(parameter.shape()) : values;
        if (!Arrays.equals(parameter.shape(), shaped.shape())) {
            throw new IllegalStateException("A weight has the shape " + Arrays.toString(parameter.shape()) + ", not "
                    + Arrays.toString(shaped.shape()) + ".");
        }
        parameter.assign(shaped);
    }

    private String vertex(GraphNode node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Input) {
            builder.addInputs(node.name());
            return node.name();
        } else if (operation instanceof Operation.Convolution convolution) {
            return convolution(node, convolution);
        } else if (operation instanceof Operation.Pool pool) {
            return layer(node, pool(node, pool));
        } else if (operation instanceof Operation.GlobalPool pool) {
            return layer(node, new GlobalPoolingLayer.Builder(type(pool.type())).build());
        } else if (operation instanceof Operation.Dense) {
            return dense(node);
        } else if (operation instanceof Operation.Activation activation) {
            return layer(node, activation(activation));
        } else if (operation instanceof Operation.BatchNorm norm) {
            return batchNorm(node, norm);
        } else if (operation instanceof Operation.Lrn lrn) {
            double alpha = lrn.alpha() / lrn.size();
            return layer(node, new LocalResponseNormalization.Builder(lrn.k(), lrn.size(), alpha, lrn.beta()).build());
        } else if (operation instanceof Operation.Flatten) {
            // Deeplearning4j does this by itself where a dense layer reads maps.
            return vertices.get(node.inputs().get(0));
        } else if (operation instanceof Operation.Add) {
            builder.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs(node));
            return node.name();
        } else if (operation instanceof Operation.Concat) {
            builder.addVertex(node.name(), new MergeVertex(), inputs(node));
            return node.name();
        } else if (operation instanceof Operation.Dropout && !training) {
            return vertices.get(node.inputs().get(0));
        }
        throw new UnsupportedTaskException(
                operation instanceof Operation.IdentityShortcut
                        ? "it has no shortcut that adds channels of zeros"
                        : "there is no translation of " + operation.getClass().getSimpleName());
    }

    private String layer(GraphNode node, Layer layer) {
        builder.addLayer(node.name(), layer, inputs(node));
        return node.name();
    }

    private String[] inputs(GraphNode node) {
        return node.inputs().stream().map(vertices::get).toArray(String[]::new);
    }

    private GraphNode input(GraphNode node) {
        return nodes.get(node.inputs().get(0));
    }

    private String convolution(GraphNode node, Operation.Convolution convolution) {
        Window window = convolution.window();
        int in = input(node).shape().get(0);
        int out = node.shape().get(0);
        INDArray weight = array(node, ParameterRole.WEIGHT).orElseThrow();
        Optional<INDArray> bias = array(node, ParameterRole.BIAS);
        ConvolutionLayer.BaseConvBuilder<?> layer;
        if (convolution.groups() == 1) {
            layer = new ConvolutionLayer.Builder().nIn(in).nOut(out);
        } else if (convolution.groups() == in && out == in) {
            layer = new DepthwiseConvolution2D.Builder()
                    .depthMultiplier(1)
                    .nIn(in)
                    .nOut(out);
            // Its order is rows, columns, maps, filters of a map.
            weight = weight.permute(2, 3, 0, 1);
        } else {
            throw new UnsupportedTaskException("it has no convolutions in groups");
        }
        layer.kernelSize(window.height(), window.width())
                .stride(window.strideHeight(), window.strideWidth())
                .padding(padding(window.padding()))
                .dilation(window.dilationHeight(), window.dilationWidth())
                .hasBias(bias.isPresent())
                .activation(Activation.IDENTITY);
        Map<String, INDArray> arrays = weights(node);
        arrays.put("W", weight);
        bias.ifPresent(values -> arrays.put("b", values));
        return layer(node, layer.build());
    }

    private static int[] padding(Padding padding) {
        if (padding.top() != padding.bottom() || padding.left() != padding.right()) {
            throw new UnsupportedTaskException("it has no one-sided padding");
        }
        return new int[] {padding.top(), padding.left()};
    }

    private Layer pool(GraphNode node, Operation.Pool pool) {
        Window window = pool.window();
        int[] padding = padding(window.padding());
        List<Integer> from = input(node).shape();
        if ((from.get(ROWS) + 2 * padding[0] - window.height()) / window.strideHeight() + 1
                        != node.shape().get(ROWS)
                || (from.get(COLUMNS) + 2 * padding[1] - window.width()) / window.strideWidth() + 1
                        != node.shape().get(COLUMNS)) {
            throw new UnsupportedTaskException("it has no pools whose size is rounded up");
        }
        return new SubsamplingLayer.Builder(type(pool.type()))
                .kernelSize(window.height(), window.width())
                .stride(window.strideHeight(), window.strideWidth())
                .padding(padding)
                .avgPoolIncludePadInDivisor(pool.countPadding())
                .build();
    }

    private static PoolingType type(PoolType type) {
        return switch (type) {
            case MAX -> PoolingType.MAX;
            case AVERAGE -> PoolingType.AVG;
        };
    }

    private String dense(GraphNode node) {
        INDArray weight = array(node, ParameterRole.WEIGHT).orElseThrow();
        Optional<INDArray> bias = array(node, ParameterRole.BIAS);
        Map<String, INDArray> arrays = weights(node);
        arrays.put("W", weight.transpose());
        bias.ifPresent(values -> arrays.put("b", values));
        return layer(
                node,
                new DenseLayer.Builder()
                        .nIn(weight.size(1))
                        .nOut(weight.size(0))
                        .hasBias(bias.isPresent())
                        .activation(Activation.IDENTITY)
                        .build());
    }

    private static Layer activation(Operation.Activation activation) {
        ActivationLayer.Builder layer = new ActivationLayer.Builder();
        return switch (activation.kind()) {
            case RELU -> layer.activation(Activation.RELU).build();
            case RELU6 -> layer.activation(new ActivationReLU6()).build();
            case TANH -> layer.activation(Activation.TANH).build();
            case SIGMOID -> layer.activation(Activation.SIGMOID).build();
            case SWISH -> layer.activation(Activation.SWISH).build();
            case LEAKY_RELU, SCALED_TANH, HARD_SWISH, HARD_SIGMOID, ELU, GELU ->
                throw new UnsupportedTaskException("there is no translation of " + activation.kind());
        };
    }

    private String batchNorm(GraphNode node, Operation.BatchNorm norm) {
        Map<String, INDArray> arrays = weights(node);
        arrays.put("gamma", array(node, ParameterRole.SCALE).orElseThrow());
        arrays.put("beta", array(node, ParameterRole.SHIFT).orElseThrow());
        arrays.put("mean", array(node, ParameterRole.RUNNING_MEAN).orElseThrow());
        arrays.put("var", array(node, ParameterRole.RUNNING_VARIANCE).orElseThrow());
        return layer(
                node,
                new BatchNormalization.Builder()
                        .nIn(node.shape().get(0))
                        .nOut(node.shape().get(0))
                        .decay(norm.momentum())
                        .eps(norm.epsilon())
                        .useLogStd(false)
                        .build());
    }

    private Map<String, INDArray> weights(GraphNode node) {
        return weights.computeIfAbsent(node.name(), name -> new LinkedHashMap<>());
    }

    private Optional<INDArray> array(GraphNode node, ParameterRole role) {
        return node.parameter(role).map(name -> {
            Tensor value = network.parameters().get(name).value();
            return Nd4j.createFromArray(value.data()).reshape(value.shape());
        });
    }
}
