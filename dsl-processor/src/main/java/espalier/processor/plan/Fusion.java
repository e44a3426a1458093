package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fewer, larger nodes: activations go into the store of the node before them, and at inference batch norms go into the
 * weights before them, while dropout, stochastic depth and training-only heads are gone.
 */
final class Fusion {

    /** What the nodes are fused for. */
    enum Mode {
        INFERENCE,
        TRAINING
    }

    /** Fused nodes, and for each node of the graph the fused one that computes its value, or -1. */
    record Result(List<FusedNode> nodes, List<Integer> placeOf) {}

    private final Mode mode;
    private final List<CheckedNode> nodes;
    private final Set<Integer> outputs = new HashSet<>();
    private final int[] readers;
    private final List<FusedNode> fused = new ArrayList<>();
    private final int[] placeOf;

    private Fusion(CheckedGraph graph, Mode mode) {
        this.mode = mode;
        this.nodes = graph.nodes();
        this.readers = new int[nodes.size()];
        this.placeOf = new int[nodes.size()];
        graph.outputs().forEach(output -> outputs.add(output.node()));
        for (CheckedNode node : nodes) {
            if (!isGone(node)) {
                node.inputs().forEach(input -> readers[input]++);
            }
        }
    }

    static Result fuse(CheckedGraph graph, Mode mode) {
        return new Fusion(graph, mode).run();
    }

    private Result run() {
        for (CheckedNode node : nodes) {
            placeOf[node.id()] = isGone(node) ? -1 : place(node);
        }
        return new Result(List.copyOf(fused), Arrays.stream(placeOf).boxed().toList());
    }

    private boolean isGone(CheckedNode node) {
        return mode == Mode.INFERENCE && node.trainingOnly();
    }

    private int place(CheckedNode node) {
        List<Integer> inputs =
                node.inputs().stream().map(input -> placeOf[input]).toList();
        if (dropsNothing(node.op())) {
            return inputs.get(0);
        }
        if (node.op() instanceof Op.BatchNorm && canFold(node, inputs.get(0))) {
            return replace(inputs.get(0), fused.get(inputs.get(0)).withNorm(node));
        }
        if (node.op() instanceof Op.Activation activation && canFuse(node, activation.function(), inputs.get(0))) {
            return replace(inputs.get(0), fused.get(inputs.get(0)).withActivation(activation.function()));
        }
        fused.add(FusedNode.of(node, inputs));
        return fused.size() - 1;
    }

    private boolean dropsNothing(Op op) {
        if (op instanceof Op.Dropout dropout) {
            return mode == Mode.INFERENCE || dropout.rate() == 0;
        }
        return op instanceof Op.StochasticDepth depth && (mode == Mode.INFERENCE || depth.rate() == 0);
    }

    private int replace(int place, FusedNode larger) {
        fused.set(place, larger);
        return place;
    }

    private boolean canFold(CheckedNode norm, int place) {
        FusedNode before = fused.get(place);
        return mode == Mode.INFERENCE
                && (before.node().op() instanceof Op.Convolution
                        || before.node().op() instanceof Op.Dense)
                && before.foldedNorm().isEmpty()
                && before.activation().kind() == ActivationKind.NONE
                && isReadOnlyBy(norm, place);
    }

    private boolean canFuse(CheckedNode activation, ActivationFunction function, int place) {
        FusedNode before = fused.get(place);
        Op op = before.node().op();
        boolean takesActivation = op instanceof Op.Convolution
                || op instanceof Op.Dense
                || op instanceof Op.Subsample
                || op instanceof Op.BatchNorm
                || op instanceof Op.Add;
        return takesActivation
                && before.activation().kind() == ActivationKind.NONE
                && (mode == Mode.INFERENCE || function.hasDerivativeFromOutput())
                && isReadOnlyBy(activation, place);
    }

    /** Whether every node whose value stands at {@code place} is read by nothing else, and no caller sees it. */
    private boolean isReadOnlyBy(CheckedNode reader, int place) {
        for (int id = 0; id < reader.id(); id++) {
            boolean standsThere = placeOf[id] == place;
            if (standsThere && (readers[id] > 1 || outputs.contains(id))) {
                return false;
            }
        }
        return true;
    }
}
