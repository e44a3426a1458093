package espalier.processor.check;

import espalier.processor.graph.CheckedLayer;
import espalier.processor.graph.CheckedNode;
import espalier.processor.graph.Graph;
import espalier.processor.graph.ReceptiveField;
import espalier.processor.layer.Limits;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.NetworkSpec;
import espalier.processor.spec.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Checks {@code @Expect} and {@code @Budget}, on layers and on the network. What is claimed exactly is claimed of the main
 * size of the input; a budget bounds every size.
 */
final class Claims {

    private static final String EXPECT = "Expect";
    private static final String BUDGET = "Budget";

    private final Graph graph;
    private final boolean isMainSize;
    private final Trails trails;
    private final Problems problems;

    Claims(Graph graph, boolean isMainSize, Trails trails, Problems problems) {
        this.graph = graph;
        this.isMainSize = isMainSize;
        this.trails = trails;
        this.problems = problems;
    }

    /** Whether an annotation claims something. */
    static boolean isClaim(AnnotationSpec annotation) {
        return annotation.type().equals(EXPECT) || annotation.type().equals(BUDGET);
    }

    /** Checks what is claimed on a layer or a block. */
    void checkLayer(List<AnnotationSpec> annotations, CheckedLayer layer, List<CheckedNode> nodes, int end) {
        List<String> parameters = parameterBreakdown(nodes);
        List<String> macs = macBreakdown(nodes);
        annotations.stream()
                .filter(a -> isMainSize && a.type().equals(EXPECT))
                .forEach(expect -> new Expectation(layer.name(), expect, end).check(layer, parameters, macs));
        annotations.stream().filter(a -> a.type().equals(BUDGET)).forEach(budget -> {
            Budgets bound = new Budgets(layer.name(), budget, problems);
            bound.check(ProblemCode.PARAMETER_BUDGET, "maxParameters", layer.parameters(), parameters);
            bound.check(ProblemCode.MAC_BUDGET, "maxMacs", layer.macs(), macs);
            long bytes = layer.output().size() * Float.BYTES;
            bound.check(
                    ProblemCode.ACTIVATION_BUDGET,
                    "maxActivationBytes",
                    bytes,
                    List.of(layer.output() + " values of " + Float.BYTES + " bytes"));
        });
    }

    /** Checks what is claimed on the network, all of whose layers are good; what only training has does not count. */
    void checkNetwork(List<CheckedLayer> all, int end) {
        NetworkSpec network = graph.network();
        List<CheckedLayer> layers =
                all.stream().filter(layer -> !layer.trainingOnly()).toList();
        CheckedLayer last = layers.get(layers.size() - 1);
        CheckedLayer total = new CheckedLayer(
                network.interfaceName(),
                "",
                last.output(),
                layers.stream().mapToLong(CheckedLayer::parameters).reduce(0, Limits::plus),
                layers.stream().mapToLong(CheckedLayer::buffers).reduce(0, Limits::plus),
                layers.stream().mapToLong(CheckedLayer::macs).reduce(0, Limits::plus),
                last.receptiveField(),
                false);
        Breakdown breakdown = new Breakdown(layers);
        network.annotation(EXPECT)
                .filter(expect -> isMainSize)
                .ifPresent(expect -> new Expectation(network.interfaceName(), expect, end)
                        .check(
                                total,
                                breakdown.inOrder(CheckedLayer::parameters),
                                breakdown.inOrder(CheckedLayer::macs)));
        network.annotation(BUDGET).ifPresent(budget -> {
            Budgets bound = new Budgets(network.interfaceName(), budget, problems);
            bound.check(
                    ProblemCode.PARAMETER_BUDGET,
                    "maxParameters",
                    total.parameters(),
                    breakdown.largest(CheckedLayer::parameters));
            bound.check(ProblemCode.MAC_BUDGET, "maxMacs", total.macs(), breakdown.largest(CheckedLayer::macs));
            bound.checkSign("maxActivationBytes");
        });
    }

    private static List<String> parameterBreakdown(List<CheckedNode> nodes) {
        return nodes.stream()
                .flatMap(node -> node.parameters().stream())
                .filter(ParameterDeclaration::trainable)
                .map(Claims::describe)
                .toList();
    }

    private static String describe(ParameterDeclaration parameter) {
        String dimensions = String.join(
                " x ", parameter.dimensions().stream().map(Words::count).toList());
        long all = parameter.dimensions().stream().mapToLong(d -> d).reduce(1, Limits::times);
        String unconnected = all == parameter.count() ? "" : ", connected ones";
        String product =
                parameter.dimensions().size() == 1 && unconnected.isEmpty() ? "" : dimensions + unconnected + " = ";
        return parameter.name() + " " + product + Words.count(parameter.count());
    }

    private static List<String> macBreakdown(List<CheckedNode> nodes) {
        return nodes.stream()
                .filter(node -> node.macs() > 0)
                .map(node -> node.name() + " " + Words.count(node.shape().size()) + " outputs"
                        + (isEven(node)
                                ? " x " + Words.count(node.macs() / node.shape().size()) + " inputs each"
                                : "")
                        + " = " + Words.count(node.macs()))
                .toList();
    }

    private static boolean isEven(CheckedNode node) {
        return !(node.op() instanceof Op.Convolution convolution)
                || convolution.connections().isEmpty();
    }

    /** One {@code @Expect}. */
    private final class Expectation {
        private final String subject;
        private final AnnotationSpec expect;
        private final int end;

        Expectation(String subject, AnnotationSpec expect, int end) {
            this.subject = subject;
            this.expect = expect;
            this.end = end;
        }

        void check(CheckedLayer actual, List<String> parameters, List<String> macs) {
            checkOutput(actual.output());
            checkCount(ProblemCode.PARAMETERS_MISMATCH, "parameters", actual.parameters(), parameters);
            checkCount(ProblemCode.MACS_MISMATCH, "macs", actual.macs(), macs);
            checkReceptiveField(actual.receptiveField());
        }

        private void checkOutput(Shape actual) {
            if (!expect.isWritten("output")) {
                return;
            }
            Located<List<Located<Integer>>> written = expect.integers("output");
            List<Integer> claim = written.value().stream().map(Located::value).toList();
            List<Integer> is = actual.isVector()
                    ? List.of(actual.channels())
                    : List.of(actual.channels(), actual.height(), actual.width());
            if (!claim.equals(is)) {
                problems.add(problem(ProblemCode.OUTPUT_MISMATCH, written.origin(), join(claim, "x"), actual)
                        .with(trails.to(end))
                        .fixedBy(join(is, ", ")));
            }
        }

        private void checkCount(ProblemCode code, String name, long actual, List<String> breakdown) {
            if (!expect.isWritten(name)) {
                return;
            }
            Located<Long> claim = expect.count(name);
            if (claim.value() != actual) {
                long more = actual - claim.value();
                String difference = Words.count(Math.abs(more)) + (more > 0 ? " more" : " fewer");
                problems.add(problem(code, claim.origin(), Words.count(claim.value()), Words.count(actual), difference)
                        .with(breakdown)
                        .fixedBy(literal(actual)));
            }
        }

        private void checkReceptiveField(Optional<ReceptiveField> field) {
            if (!expect.isWritten("receptiveField")) {
                return;
            }
            Located<List<Located<Integer>>> written = expect.integers("receptiveField");
            List<Integer> claim = written.value().stream().map(Located::value).toList();
            if (claim.size() != 1 && claim.size() != 2) {
                problems.add(problem(
                                ProblemCode.VALUE_COUNT,
                                written.origin(),
                                "receptiveField",
                                "one value, or {vertical, horizontal}",
                                Words.count(claim.size(), "value"))
                        .fixedBy("for example receptiveField = 5, or receptiveField = {5, 3}"));
                return;
            }
            Shape input = graph.input().orElseThrow();
            ReceptiveField actual = field.orElse(new ReceptiveField(input.height(), input.width()));
            int height = claim.get(0);
            int width = claim.get(claim.size() - 1);
            if (height != actual.height() || width != actual.width()) {
                String is = Words.size(actual.height(), actual.width()) + (field.isEmpty() ? ", the whole input" : "");
                String correct = actual.height() == actual.width()
                        ? Integer.toString(actual.height())
                        : "{" + actual.height() + ", " + actual.width() + "}";
                problems.add(
                        problem(ProblemCode.RECEPTIVE_FIELD_MISMATCH, written.origin(), Words.size(height, width), is)
                                .with(trails.to(end), "one value of each sees: " + trails.fieldsTo(end))
                                .fixedBy(correct));
            }
        }

        private Problem problem(ProblemCode code, Origin origin, Object... words) {
            return Problem.of(code, subject, origin, words);
        }

        private static String join(List<Integer> values, String separator) {
            return String.join(separator, values.stream().map(Object::toString).toList());
        }

        /** As Java writes it: {@code 61_706}, and with an L where an int does not hold it. */
        private static String literal(long value) {
            return Words.count(value).replace(',', '_') + (value > Integer.MAX_VALUE ? "L" : "");
        }
    }
}
