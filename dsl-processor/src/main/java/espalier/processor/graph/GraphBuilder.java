package espalier.processor.graph;

import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import java.util.List;
import java.util.Optional;

/** From a network as written to its layers, wired. */
public final class GraphBuilder {

    private final NetworkSpec network;
    private final Problems problems;
    private final GraphParts parts;

    private GraphBuilder(NetworkSpec network, Problems problems) {
        this.network = network;
        this.problems = problems;
        this.parts = new GraphParts(network.blocks());
    }

    /** Wires a network, or a block by itself. What is bad is reported and stands in the graph without a layer. */
    public static Graph build(NetworkSpec network, Problems problems) {
        return new GraphBuilder(network, problems).build();
    }

    private Graph build() {
        Optional<Shape> input = input();
        MethodRules rules = new MethodRules(network.type(), problems);
        if (rules.typeIsGood(network.interfaceName(), network.origin())) {
            Expansion.Scope scope =
                    new Expansion.Scope(network.qualifiedName(), network.type(), Optional.empty(), "", "");
            if (new Expansion(parts, scope, problems).add(0).isPresent()) {
                return graph(input, marked(new Outputs(rules.layers(), problems).staying()));
            }
        }
        return graph(input, parts.nodes());
    }

    private Graph graph(Optional<Shape> input, List<GraphNode> nodes) {
        List<Located<Shape>> sizes =
                input.map(shape -> new Sizes(network, problems).read(shape)).orElse(List.of());
        return new Graph(network, input, sizes, nodes, parts.ends(), parts.places(), parts.copies());
    }

    private Optional<Shape> input() {
        Optional<AnnotationSpec> annotation = network.annotation("Network");
        if (network.isBroken() || annotation.isEmpty()) {
            return Optional.empty();
        }
        Located<List<Located<Integer>>> written = annotation.get().integers("input");
        List<Integer> c = written.value().stream().map(Located::value).toList();
        if (c.size() != 3 || c.stream().anyMatch(size -> size < 1)) {
            String came = String.join(", ", c.stream().map(Object::toString).toList());
            problems.add(Problem.of(ProblemCode.INPUT_SHAPE, network.interfaceName(), written.origin(), came));
            return Optional.empty();
        }
        return Optional.of(Shape.map(c.get(0), c.get(1), c.get(2)));
    }

    /**
     * Going back from the end: whether an activation that comes first after a node is a rectifier, and whether only heads
     * for training depend on it.
     */
    private List<GraphNode> marked(List<MethodSpec> inferred) {
        List<GraphNode> nodes = parts.nodes();
        boolean[] isBeforeRectifier = new boolean[nodes.size()];
        boolean[] isInferred = new boolean[nodes.size()];
        inferred.forEach(method -> isInferred[parts.ends().get(method.name())] = true);
        for (int id = nodes.size() - 1; id > 0; id--) {
            GraphNode node = nodes.get(id);
            boolean isRectified =
                    node.layer().isPresent() && node.layer().get().leadsToRectifier(isBeforeRectifier[id]);
            for (int input : node.inputs()) {
                isBeforeRectifier[input] |= isRectified;
                isInferred[input] |= isInferred[id];
            }
        }
        return nodes.stream()
                .map(n -> new GraphNode(
                        n.id(),
                        n.method(),
                        n.layer(),
                        n.inputs(),
                        n.parameterPrefix(),
                        n.isMain(),
                        isBeforeRectifier[n.id()],
                        n.id() > 0 && !isInferred[n.id()]))
                .toList();
    }
}
