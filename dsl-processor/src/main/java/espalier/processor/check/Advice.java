package espalier.processor.check;

import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import espalier.processor.layer.ActivationLayer;
import espalier.processor.layer.BatchNormLayer;
import espalier.processor.layer.Biased;
import espalier.processor.layer.Layer;
import espalier.processor.layer.SoftmaxLayer;
import espalier.processor.op.ActivationKind;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import java.util.List;
import java.util.Optional;

/** Warns of what computes, but is probably not meant. */
final class Advice {

    /** A sigmoid's derivative is at most 1/4: after four in a row, 1/256 of the gradient is left at best. */
    private static final int DEEP = 4;

    private final Graph graph;
    private final List<Optional<Value>> values;
    private final Problems problems;

    Advice(Graph graph, List<Optional<Value>> values, Problems problems) {
        this.graph = graph;
        this.values = values;
        this.problems = problems;
    }

    /** Adds the warnings for a network without errors. */
    void give() {
        graph.nodes().forEach(this::warnOfRedundantBias);
        warnOfActivationOnLogits();
        warnOfDeepSigmoids();
    }

    private void warnOfRedundantBias(GraphNode node) {
        if (!(node.layer().orElse(null) instanceof Biased biased) || !biased.hasBias()) {
            return;
        }
        List<GraphNode> readers = graph.readers(node.id());
        if (readers.size() == 1 && readers.get(0).layer().orElseThrow() instanceof BatchNormLayer) {
            problems.add(Problem.of(ProblemCode.REDUNDANT_BIAS, node.method(), biased.biasOrigin()));
        }
    }

    /** A vector of several classes from a dense layer is taken for logits; one unit may well be a regression. */
    private void warnOfActivationOnLogits() {
        GraphNode last = graph.nodes().get(graph.nodes().size() - 1);
        Layer layer = last.layer().orElseThrow();
        boolean isActivation = layer instanceof ActivationLayer || layer instanceof SoftmaxLayer;
        if (!isActivation || values.get(last.id()).orElseThrow().shape().channels() < 2) {
            return;
        }
        Layer before = graph.nodes().get(last.inputs().get(0)).layer().orElse(null);
        boolean isDense = before != null
                && before.ownership() == Layer.Ownership.WEIGHTS
                && values.get(last.id()).orElseThrow().shape().isVector();
        if (layer instanceof SoftmaxLayer || isDense) {
            problems.add(Problem.of(
                            ProblemCode.ACTIVATION_ON_LOGITS,
                            last.method(),
                            layer.source().origin(),
                            layer.kind())
                    .fixedBy("@" + layer.source().type()));
        }
    }

    private void warnOfDeepSigmoids() {
        int[] sigmoids = new int[graph.nodes().size()];
        for (GraphNode node : graph.nodes()) {
            int before = node.inputs().stream().mapToInt(i -> sigmoids[i]).min().orElse(0);
            Layer layer = node.layer().orElse(null);
            boolean isSigmoid = layer instanceof ActivationLayer activation
                    && activation.function().kind() == ActivationKind.SIGMOID;
            sigmoids[node.id()] = layer instanceof BatchNormLayer ? 0 : before + (isSigmoid ? 1 : 0);
            if (isSigmoid && sigmoids[node.id()] == DEEP) {
                problems.add(Problem.of(
                        ProblemCode.DEEP_SIGMOID,
                        node.method(),
                        layer.source().origin(),
                        DEEP,
                        "1/" + (1 << (2 * DEEP))));
                return;
            }
        }
    }
}
