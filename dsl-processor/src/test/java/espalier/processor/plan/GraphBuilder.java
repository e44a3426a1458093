package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Builds small checked graphs for tests of the plan; parameters are left out. */
final class GraphBuilder {

    private final List<CheckedNode> nodes = new ArrayList<>();
    private final List<CheckedGraph.Output> outputs = new ArrayList<>();

    GraphBuilder(Shape input) {
        add("input", new Op.Input(input), false);
    }

    int conv(String name, int filters, int kernel, int padding, int input) {
        Shape x = shape(input);
        int height = x.height() + 2 * padding - kernel + 1;
        int width = x.width() + 2 * padding - kernel + 1;
        Window window = new Window(kernel, kernel, 1, 1, 1, 1, new Padding(padding, padding, padding, padding));
        Shape y = Shape.map(filters, height, width);
        return add(name, new Op.Convolution(x, y, window, 1, false, List.of(), false), false, input);
    }

    int norm(String name, int input) {
        return add(name, new Op.BatchNorm(shape(input), 0.9, 1e-5), false, input);
    }

    int activation(String name, ActivationKind kind, double alpha, int input) {
        return add(name, new Op.Activation(shape(input), new ActivationFunction(kind, alpha)), false, input);
    }

    int relu(String name, int input) {
        return activation(name, ActivationKind.RELU, 0, input);
    }

    int stochasticDepth(String name, double rate, int input) {
        return add(name, new Op.StochasticDepth(shape(input), rate), false, input);
    }

    int dropout(String name, double rate, int input) {
        return add(name, new Op.Dropout(shape(input), rate), false, input);
    }

    int sum(String name, int... inputs) {
        return add(name, new Op.Add(shape(inputs[0]), inputs.length), false, inputs);
    }

    int add(String name, Op op, boolean trainingOnly, int... inputs) {
        List<Integer> inputIds = Arrays.stream(inputs).boxed().toList();
        nodes.add(
                new CheckedNode(nodes.size(), name, name, op, inputIds, List.of(), 0, Optional.empty(), trainingOnly));
        return nodes.size() - 1;
    }

    GraphBuilder output(int node) {
        outputs.add(new CheckedGraph.Output(nodes.get(node).layer(), node, OptionalDouble.empty()));
        return this;
    }

    CheckedGraph build() {
        return new CheckedGraph("test", "Net", "test.Net", true, nodes, outputs, List.of());
    }

    private Shape shape(int node) {
        return nodes.get(node).shape();
    }
}
