package espalier.processor.graph;

import espalier.processor.layer.Layer;
import espalier.processor.layer.Layer.Ownership;
import espalier.processor.op.Shape;
import espalier.processor.problem.InternalFailure;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From a network as written to its layers, wired. */
public final class GraphBuilder {

    private static final Pattern PREFIX = Pattern.compile("[^\\s.]+(\\.[^\\s.]+)*");

    private final NetworkSpec network;
    private final Problems problems;
    private final MethodRules rules;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<String, Integer> ends = new LinkedHashMap<>();

    private GraphBuilder(NetworkSpec network, Problems problems) {
        this.network = network;
        this.problems = problems;
        this.rules = new MethodRules(network, problems);
    }

    /** Wires a network. What is bad is reported and stands in the graph without a layer. */
    public static Graph build(NetworkSpec network, Problems problems) {
        return new GraphBuilder(network, problems).build();
    }

    private Graph build() {
        Optional<Shape> input = input();
        addNode(Graph.INPUT, Optional.empty(), List.of(), "", true);
        ends.put(Graph.INPUT, 0);
        List<MethodSpec> layers = rules.typeIsGood() ? rules.layers() : List.of();
        if (!problems.hasErrors() && layers.isEmpty() && !network.isBroken()) {
            problems.add(Problem.of(ProblemCode.NO_LAYERS, network.interfaceName(), network.origin()));
        }
        if (!rules.namesAreUnique(layers)) {
            return new Graph(network, input, nodes, ends);
        }
        addLayers(layers);
        return new Graph(network, input, marked(new Outputs(layers, problems).staying()), ends);
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

    private void addLayers(List<MethodSpec> layers) {
        Wiring wiring = new Wiring(layers, problems);
        List<Optional<List<String>>> wired = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            MethodSpec method = layers.get(i);
            wired.add(InternalFailure.naming(method.name(), () -> {
                Optional<List<String>> inputs = rules.isGood(method) ? wiring.inputs(index) : Optional.empty();
                addLayer(method, inputs);
                return inputs;
            }));
        }
        new Outputs(layers, problems).check(wired);
    }

    private void addLayer(MethodSpec method, Optional<List<String>> inputs) {
        List<AnnotationSpec> stack = MethodRules.layerAnnotations(method);
        List<Optional<Layer>> read = method.isBroken()
                ? List.of()
                : stack.stream()
                        .map(a -> MethodRules.kind(a).read(a, method.name(), problems))
                        .toList();
        boolean allGood = inputs.isPresent() && read.stream().allMatch(Optional::isPresent);
        List<Layer> stacked = read.stream().flatMap(Optional::stream).toList();
        if (!allGood || !stacksWell(method, stacked)) {
            addNode(method.name(), Optional.empty(), List.of(), "", true);
        } else {
            addStack(method, stacked, inputs.orElseThrow());
        }
        ends.put(method.name(), nodes.size() - 1);
    }

    private void addStack(MethodSpec method, List<Layer> stack, List<String> inputs) {
        String prefix = prefix(method);
        Layer main = stack.stream()
                .filter(layer -> layer.ownership() == Ownership.WEIGHTS)
                .findFirst()
                .orElse(stack.get(0));
        List<Integer> reads = inputs.stream().map(ends::get).toList();
        for (Layer layer : stack) {
            boolean isBesideWeights = layer.ownership() == Ownership.NORM
                    && (main.ownership() == Ownership.WEIGHTS || main.ownership() == Ownership.INNER);
            String own = isBesideWeights ? prefix + ".bn" : prefix;
            reads = List.of(addNode(method.name(), Optional.of(layer), reads, own, layer == main));
        }
    }

    private int addNode(String method, Optional<Layer> layer, List<Integer> inputs, String prefix, boolean isMain) {
        nodes.add(new GraphNode(nodes.size(), method, layer, inputs, prefix, isMain, false, false));
        return nodes.size() - 1;
    }

    /** Whether the annotations of one method go together; otherwise that is reported. */
    private boolean stacksWell(MethodSpec method, List<Layer> stack) {
        boolean good = true;
        for (Layer layer : stack.subList(1, stack.size())) {
            if (MethodRules.kind(layer.source()).isJoin()) {
                problems.add(Problem.of(
                        ProblemCode.JOIN_NOT_FIRST,
                        method.name(),
                        layer.source().origin(),
                        layer.source().type(),
                        stack.get(0).source().type()));
                good = false;
            }
        }
        List<Layer> owners = stack.stream()
                .filter(layer -> layer.ownership() == Ownership.WEIGHTS)
                .toList();
        if (owners.size() > 1) {
            problems.add(Problem.of(
                    ProblemCode.TWO_WEIGHTS,
                    method.name(),
                    owners.get(1).source().origin(),
                    owners.get(0).source().type(),
                    owners.get(1).source().type(),
                    prefix(method)));
            good = false;
        }
        return good && prefixIsGood(method);
    }

    private boolean prefixIsGood(MethodSpec method) {
        if (PREFIX.matcher(prefix(method)).matches()) {
            return true;
        }
        problems.add(Problem.of(
                ProblemCode.PARAMETER_PREFIX,
                method.name(),
                method.annotation("Named").orElseThrow().originOf("value"),
                prefix(method)));
        return false;
    }

    private static String prefix(MethodSpec method) {
        return method.annotation("Named").map(a -> a.text("value").value()).orElse(method.name());
    }

    /**
     * Going back from the end: whether an activation that comes first after a node is a rectifier, and whether only heads
     * for training depend on it.
     */
    private List<GraphNode> marked(List<MethodSpec> inferred) {
        boolean[] isBeforeRectifier = new boolean[nodes.size()];
        boolean[] isInferred = new boolean[nodes.size()];
        inferred.forEach(method -> isInferred[ends.get(method.name())] = true);
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
