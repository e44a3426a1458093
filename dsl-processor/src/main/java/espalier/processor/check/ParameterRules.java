package espalier.processor.check;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import espalier.processor.graph.Place;
import espalier.processor.layer.Lowering;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every parameter has a name of its own, and at every size of the input the same shape. */
final class ParameterRules {

    private final Graph graph;
    private final Optional<CheckedGraph> main;
    private final Problems problems;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, List<Integer>> shared = new HashMap<>();

    /**
     * @param main the network at its main size, if this is another
     */
    ParameterRules(Graph graph, Optional<CheckedGraph> main, Problems problems) {
        this.graph = graph;
        this.main = main;
        this.problems = problems;
        main.stream()
                .flatMap(network -> network.nodes().stream())
                .flatMap(node -> node.parameters().stream())
                .forEach(parameter -> shared.put(parameter.name(), parameter.dimensions()));
    }

    /** Whether the parameters of a layer, which comes after those asked for before, are good; otherwise that is reported. */
    boolean areGood(GraphNode node, Lowering lowering) {
        return lowering.nodes().stream()
                .flatMap(inner -> inner.step().parameters().stream())
                .allMatch(parameter -> hasOwnName(node, parameter) && isShared(node, parameter));
    }

    private boolean hasOwnName(GraphNode node, ParameterDeclaration parameter) {
        String owner = owners.putIfAbsent(parameter.name(), node.method());
        if (owner == null) {
            return true;
        }
        Place place = graph.places().get(node.method());
        Place blamed = nearestNamed(place).orElse(place);
        Origin origin = blamed.method()
                .annotation("Named")
                .map(named -> named.originOf("value"))
                .orElse(blamed.method().origin());
        problems.add(Problem.of(ProblemCode.PARAMETER_NAME_TAKEN, blamed.path(), origin, parameter.name(), owner));
        return false;
    }

    /** The method that renames the parameters last: this one, or the nearest that uses the block around. */
    private static Optional<Place> nearestNamed(Place place) {
        return place.method().annotation("Named").isPresent()
                ? Optional.of(place)
                : place.use().flatMap(use -> nearestNamed(use.user()));
    }

    private boolean isShared(GraphNode node, ParameterDeclaration parameter) {
        List<Integer> dimensions = shared.getOrDefault(parameter.name(), parameter.dimensions());
        if (dimensions.equals(parameter.dimensions())) {
            return true;
        }
        problems.add(Problem.of(
                ProblemCode.SIZES_DIFFER,
                node.method(),
                node.layer().orElseThrow().source().origin(),
                parameter.name(),
                text(dimensions),
                main.orElseThrow().nodes().get(0).shape(),
                text(parameter.dimensions()),
                graph.input().orElseThrow()));
        return false;
    }

    private static String text(List<Integer> dimensions) {
        return String.join(" x ", dimensions.stream().map(Words::count).toList());
    }
}
