package espalier.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.optimizer.Optimizer;
import espalier.benchmarks.contender.UnsupportedTaskException;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.graph.ActivationKind;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.Padding;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.PoolType;
import espalier.runtime.graph.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** A network as a list of PyTorch's operations, eager as everything is in DJL. */
final class TorchNetwork {

    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    private final Map<String, NDArray> trainable = new LinkedHashMap<>();
    private final Map<String, NDArray> arrays = new HashMap<>();
    private final Map<String, GraphNode> nodes = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private TorchNetwork() {}

    /** One operation; it reads values by their places and its result gets the next place. */
    private interface Step {
        NDArray run(NDArray[] values, boolean training);
    }

    /** Copies the weights into native memory. */
    static TorchNetwork of(Network network, NDManager manager) {
        TorchNetwork torch = new TorchNetwork();
        for (Parameter parameter : network.parameters().list()) {
            NDArray array = manager.create(parameter.value().data(), shape(parameter.shape()));
            torch.arrays.put(parameter.name(), array);
            if (parameter.trainable()) {
                torch.trainable.put(parameter.name(), array);
            }
        }
        NetworkGraph graph = network.graph().inference();
        for (GraphNode node : graph.nodes()) {
            torch.nodes.put(node.name(), node);
            torch.places.put(node.name(), torch.steps.size());
            torch.steps.add(torch.step(node));
        }
        if (torch.places.get(graph.outputs().get(graph.outputs().size() - 1).node()) != torch.steps.size() - 1) {
            throw new UnsupportedTaskException("the output is not the last operation");
        }
        return torch;
    }

    static Shape shape(int... dimensions) {
        return new Shape(LongStream.range(0, dimensions.length)
                .map(i -> dimensions[(int) i])
                .toArray());
    }

    NDArray forward(NDArray images, boolean training) {
        NDArray[] values = new NDArray[steps.size()];
        values[0] = images;
        for (int i = 1; i < values.length; i++) {
            values[i] = steps.get(i).run(values, training);
        }
        return values[values.length - 1];
    }

    void requireGradients() {
        trainable.values().forEach(weight -> weight.setRequiresGradient(true));
    }

    /** An optimiser's step; the optimiser also clears the gradients. */
    void update(Optimizer optimizer) {
        trainable.forEach((name, weight) -> optimizer.update(name, weight, weight.getGradient()));
    }

    private Step step(GraphNode node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Input) {
            return (values, training) -> values[0];
        } else if (operation instanceof Operation.Convolution convolution) {
            return convolution(node, convolution);
        } else if (operation instanceof Operation.Pool pool) {
            return pool(node, pool);
        } else if (operation instanceof Operation.GlobalPool pool) {
            int channels = node.shape().get(0);
            return of(
                    node,
                    x -> (pool.type() == PoolType.MAX ? Pool.globalMaxPool2d(x) : Pool.globalAvgPool2d(x))
                            .reshape(-1, channels, 1, 1));
        } else if (operation instanceof Operation.Dense) {
            NDArray weight = parameter(node, ParameterRole.WEIGHT);
            NDArray bias = parameter(node, ParameterRole.BIAS);
            return of(node, x -> Linear.linear(x, weight, bias).singletonOrThrow());
        } else if (operation instanceof Operation.Activation activation) {
            return of(node, activation(node, activation));
        } else if (operation instanceof Operation.BatchNorm norm) {
            return batchNorm(node, norm);
        } else if (operation instanceof Operation.Lrn lrn) {
            return of(node, x -> lrn(x, lrn));
        } else if (operation instanceof Operation.Flatten) {
            int units = node.shape().get(0);
            return of(node, x -> x.reshape(-1, units));
        } else if (operation instanceof Operation.Add) {
            return sum(node);
        } else if (operation instanceof Operation.Concat) {
            return concat(node);
        } else if (operation instanceof Operation.IdentityShortcut shortcut) {
            return identityShortcut(node, shortcut);
        } else if (operation instanceof Operation.Dropout) {
            int place = place(node, 0);
            return (values, training) -> {
                if (training) {
                    throw new UnsupportedTaskException("what dropout drops differs from library to library");
                }
                return values[place];
            };
        }
        throw new UnsupportedTaskException(
                "there is no translation of " + operation.getClass().getSimpleName());
    }

    private Step of(GraphNode node, Function<NDArray, NDArray> function) {
        int place = place(node, 0);
        return (values, training) -> function.apply(values[place]);
    }

    private int place(GraphNode node, int input) {
        return places.get(node.inputs().get(input));
    }

    /** Null where there is none, as the functions take it. */
    private NDArray parameter(GraphNode node, ParameterRole role) {
        return node.parameter(role).map(arrays::get).orElse(null);
    }

    private Step convolution(GraphNode node, Operation.Convolution convolution) {
        Window window = convolution.window();
        NDArray weight = parameter(node, ParameterRole.WEIGHT);
        NDArray bias = parameter(node, ParameterRole.BIAS);
        Shape stride = shape(window.strideHeight(), window.strideWidth());
        Shape padding = padding(window.padding());
        Shape dilation = shape(window.dilationHeight(), window.dilationWidth());
        int groups = convolution.groups();
        return of(
                node,
                x -> Conv2d.conv2d(x, weight, bias, stride, padding, dilation, groups)
                        .singletonOrThrow());
    }

    private static Shape padding(Padding padding) {
        if (padding.top() != padding.bottom() || padding.left() != padding.right()) {
            throw new UnsupportedTaskException("there is no translation of one-sided padding");
        }
        return shape(padding.top(), padding.left());
    }

    private Step pool(GraphNode node, Operation.Pool pool) {
        Window window = pool.window();
        List<Integer> from = nodes.get(node.inputs().get(0)).shape();
        Shape size = shape(window.height(), window.width());
        Shape stride = shape(window.strideHeight(), window.strideWidth());
        Shape padding = padding(window.padding());
        boolean ceil = (from.get(ROWS) + 2 * window.padding().top() - window.height()) / window.strideHeight() + 1
                        < node.shape().get(ROWS)
                || (from.get(COLUMNS) + 2 * window.padding().left() - window.width()) / window.strideWidth() + 1
                        < node.shape().get(COLUMNS);
        return pool.type() == PoolType.MAX
                ? of(node, x -> Pool.maxPool2d(x, size, stride, padding, ceil))
                : of(node, x -> Pool.avgPool2d(x, size, stride, padding, ceil, pool.countPadding()));
    }

    private Function<NDArray, NDArray> activation(GraphNode node, Operation.Activation activation) {
        ActivationKind kind = activation.kind();
        return switch (kind) {
            case RELU -> Activation::relu;
            case RELU6 -> Activation::relu6;
            case TANH -> Activation::tanh;
            case SIGMOID -> Activation::sigmoid;
            case LEAKY_RELU -> x -> Activation.leakyRelu(x, (float) activation.alpha());
            case ELU -> x -> Activation.elu(x, (float) activation.alpha());
            case GELU -> Activation::gelu;
            case SWISH -> x -> Activation.swish(x, 1);
            case SCALED_TANH, HARD_SWISH, HARD_SIGMOID ->
                throw new UnsupportedTaskException(node.name() + ": there is no translation of " + kind);
        };
    }

    private Step batchNorm(GraphNode node, Operation.BatchNorm norm) {
        int place = place(node, 0);
        NDArray mean = parameter(node, ParameterRole.RUNNING_MEAN);
        NDArray variance = parameter(node, ParameterRole.RUNNING_VARIANCE);
        NDArray scale = parameter(node, ParameterRole.SCALE);
        NDArray shift = parameter(node, ParameterRole.SHIFT);
        float momentum = (float) norm.momentum();
        float epsilon = (float) norm.epsilon();
        return (values, training) -> BatchNorm.batchNorm(
                        values[place], mean, variance, scale, shift, 1, momentum, epsilon, training)
                .singletonOrThrow();
    }

    /** As PyTorch's own function does it: an average over neighbouring channels as a pooling in three dimensions. */
    private static NDArray lrn(NDArray x, Operation.Lrn lrn) {
        NDArray mean = Pool.avgPool3d(
                        x.square().expandDims(1),
                        shape(lrn.size(), 1, 1),
                        shape(1, 1, 1),
                        shape(lrn.size() / 2, 0, 0),
                        false,
                        true)
                .squeeze(1);
        return x.div(mean.mul(lrn.alpha()).add(lrn.k()).pow(lrn.beta()));
    }

    private Step sum(GraphNode node) {
        int[] summands = node.inputs().stream().mapToInt(places::get).toArray();
        return (values, training) -> {
            NDArray sum = values[summands[0]];
            for (int i = 1; i < summands.length; i++) {
                sum = sum.add(values[summands[i]]);
            }
            return sum;
        };
    }

    private Step concat(GraphNode node) {
        int[] parts = node.inputs().stream().mapToInt(places::get).toArray();
        return (values, training) -> {
            NDList list = new NDList(parts.length);
            for (int part : parts) {
                list.add(values[part]);
            }
            return NDArrays.concat(list, 1);
        };
    }

    private Step identityShortcut(GraphNode node, Operation.IdentityShortcut shortcut) {
        int channels =
                node.shape().get(0) - nodes.get(node.inputs().get(0)).shape().get(0);
        int before = channels / 2;
        String every = ":,:,::" + shortcut.strideHeight() + ",::" + shortcut.strideWidth();
        Shape zeros = shape(0, 0, 0, 0, before, channels - before);
        return of(node, x -> x.get(every).pad(zeros, 0));
    }
}
