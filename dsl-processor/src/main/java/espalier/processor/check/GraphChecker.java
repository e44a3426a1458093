package espalier.processor.check;

import espalier.processor.failure.InternalFailure;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.graph.CheckedNode;
import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import espalier.processor.graph.Place;
import espalier.processor.graph.ReceptiveField;
import espalier.processor.layer.Layer;
import espalier.processor.layer.Limits;
import espalier.processor.layer.Lowering;
import espalier.processor.layer.Step;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Propagates shapes, counts and receptive fields through a graph, and checks what is claimed about them. */
public final class GraphChecker {

    private final Graph graph;
    private final boolean isMain;
    private final Problems problems;
    private final List<Optional<Value>> values = new ArrayList<>();
    private final List<CheckedNode> checked = new ArrayList<>();
    private final ParameterRules parameterRules;
    private final NodeNames names;
    private final Trails trails;

    private GraphChecker(Graph graph, Optional<CheckedGraph> main, Problems problems) {
        this.graph = graph;
        this.isMain = main.isEmpty();
        this.parameterRules = new ParameterRules(graph, main, problems);
        this.problems = problems;
        this.names = new NodeNames(graph);
        this.trails = new Trails(graph, values);
    }

    /**
     * Checks a graph. The first layer of a path that fails is reported, the rest of that path is silent.
     *
     * @return empty if there is an error, here or before
     */
    public static Optional<CheckedGraph> check(Graph graph, Problems problems) {
        return new GraphChecker(graph, Optional.empty(), problems).check();
    }

    /**
     * Checks a graph at a further size of its input, at which it must have the parameters of the main size. Budgets bound
     * every size; exact claims and advice are for the main size alone.
     *
     * @return empty if there is an error
     */
    public static Optional<CheckedGraph> checkSize(Graph graph, CheckedGraph main, Problems problems) {
        return new GraphChecker(graph, Optional.of(main), problems).check();
    }

    private Optional<CheckedGraph> check() {
        values.add(graph.input().flatMap(this::input));
        for (GraphNode node : graph.nodes().subList(1, graph.nodes().size())) {
            values.add(InternalFailure.naming(node.method(), () -> value(node)));
        }
        List<CheckedLayer> layers = checkedLayers();
        boolean isWhole = values.stream().allMatch(Optional::isPresent) && !layers.isEmpty();
        checkClaims(layers, isWhole);
        return isWhole && !problems.hasErrors() && !graph.network().isBroken()
                ? Optional.of(checkedGraph(layers))
                : Optional.empty();
    }

    /** Checks what is claimed on methods and blocks that have a result, and on the network if all have. */
    private void checkClaims(List<CheckedLayer> layers, boolean isWhole) {
        Claims claims = new Claims(graph, isMain, trails, problems);
        for (Place place : graph.places().values()) {
            Integer end = graph.ends().get(place.path());
            if (end != null && values.get(end).isPresent()) {
                check(claims, place.method().annotations(), place.path(), place.path(), end);
            }
        }
        for (Graph.Copy copy : graph.copies()) {
            if (values.get(copy.end()).isPresent()) {
                check(claims, copy.block().type().annotations(), copy.name(), copy.path(), copy.end());
            }
        }
        if (isWhole) {
            claims.checkNetwork(layers, graph.nodes().size() - 1);
        }
        if (isWhole && isMain) {
            new Advice(graph, values, problems).give();
        }
    }

    private void check(Claims claims, List<AnnotationSpec> annotations, String subject, String path, int end) {
        if (annotations.stream().anyMatch(Claims::isClaim)) {
            Value value = values.get(end).orElseThrow();
            claims.checkLayer(annotations, checkedLayer(subject, path, end, value), nodesOf(path), end);
        }
    }

    private Optional<Value> input(Shape shape) {
        if (shape.size() > Limits.ARRAY_LENGTH || shape.size() / shape.channels() / shape.height() != shape.width()) {
            AnnotationSpec network = graph.network().annotation("Network").orElseThrow();
            problems.add(Problem.of(
                            ProblemCode.TOO_LARGE,
                            Graph.INPUT,
                            network.originOf("input"),
                            "the input " + shape,
                            Limits.describe(Limits.times((long) shape.channels() * shape.height(), shape.width())),
                            Words.count(Limits.ARRAY_LENGTH))
                    .fixedBy("it smaller"));
            return Optional.empty();
        }
        checked.add(new CheckedNode(
                0,
                Graph.INPUT,
                Graph.INPUT,
                new Op.Input(shape),
                List.of(),
                List.of(),
                0,
                Optional.of(new ReceptiveField(1, 1)),
                false));
        return Optional.of(Value.input(shape));
    }

    /** The value of a node; empty if it fails, or if what it reads has failed. */
    private Optional<Value> value(GraphNode node) {
        List<Value> inputs = node.inputs().stream()
                .map(values::get)
                .flatMap(Optional::stream)
                .toList();
        if (node.layer().isEmpty() || inputs.size() < node.inputs().size()) {
            return Optional.empty();
        }
        Layer layer = node.layer().get();
        boolean isStrict = graph.network()
                .annotation("Network")
                .map(a -> a.flag("strict").value())
                .orElse(false);
        List<Shape> shapes = inputs.stream().map(Value::shape).toList();
        CheckSite site = new CheckSite(graph, node, shapes, isStrict, trails, problems);
        if (!Rows.agree(layer, inputs, site)) {
            return Optional.empty();
        }
        return layer.lower(site)
                .filter(lowering -> parameterRules.areGood(node, lowering))
                .map(lowering -> add(node, lowering, inputs));
    }

    /** Adds the operations of a layer; the value is the layer's result. */
    private Value add(GraphNode node, Lowering lowering, List<Value> inputs) {
        List<Value> known = new ArrayList<>(inputs);
        for (Lowering.Node inner : lowering.nodes()) {
            known.add(add(
                    node, inner.step(), inner.reads().stream().map(known::get).toList()));
        }
        return lowering.nodes().isEmpty() ? inputs.get(0) : known.get(known.size() - 1);
    }

    private Value add(GraphNode node, Step step, List<Value> inputs) {
        Value value = Value.after(inputs, step.reach(), checked.size(), step.op());
        checked.add(new CheckedNode(
                checked.size(),
                node.method(),
                names.name(node, step.suffix()),
                step.op(),
                inputs.stream().map(Value::checkedId).toList(),
                step.parameters(),
                step.macs(),
                value.receptiveField(),
                node.isTrainingOnly()));
        return value;
    }

    /** The operations of a layer, or of all layers of a block. */
    private List<CheckedNode> nodesOf(String path) {
        return checked.stream()
                .filter(node -> node.layer().equals(path) || node.layer().startsWith(path + "."))
                .toList();
    }

    private int end(String layer) {
        return graph.ends().get(layer);
    }

    /** The layers that have a result, in the order of the source. */
    private List<CheckedLayer> checkedLayers() {
        List<CheckedLayer> layers = new ArrayList<>();
        for (MethodSpec method : graph.network().methods()) {
            Integer end = graph.ends().get(method.name());
            if (end != null && end < values.size() && values.get(end).isPresent()) {
                layers.add(checkedLayer(
                        method.name(), method.name(), end, values.get(end).get()));
            }
        }
        return layers;
    }

    private CheckedLayer checkedLayer(String name, String path, int end, Value value) {
        List<CheckedNode> nodes = nodesOf(path);
        List<ParameterDeclaration> parameters =
                nodes.stream().flatMap(n -> n.parameters().stream()).toList();
        return new CheckedLayer(
                name,
                graph.kind(path),
                value.shape(),
                parameters.stream()
                        .filter(p -> p.trainable())
                        .mapToLong(p -> p.count())
                        .sum(),
                parameters.stream()
                        .filter(p -> !p.trainable())
                        .mapToLong(p -> p.count())
                        .sum(),
                nodes.stream().mapToLong(CheckedNode::macs).reduce(0, Limits::plus),
                value.receptiveField(),
                graph.nodes().get(end).isTrainingOnly());
    }

    private CheckedGraph checkedGraph(List<CheckedLayer> layers) {
        NetworkSpec network = graph.network();
        List<CheckedGraph.Output> outputs = new ArrayList<>();
        for (CheckedLayer layer : layers) {
            MethodSpec method = graph.places().get(layer.name()).method();
            Optional<AnnotationSpec> auxiliary = method.annotation("Auxiliary");
            boolean isLast = layer.equals(layers.get(layers.size() - 1));
            if (isLast || auxiliary.isPresent() || method.annotation("Output").isPresent()) {
                outputs.add(new CheckedGraph.Output(
                        layer.name(),
                        values.get(end(layer.name())).orElseThrow().checkedId(),
                        auxiliary
                                .map(a -> OptionalDouble.of(a.real("weight").value()))
                                .orElse(OptionalDouble.empty())));
            }
        }
        return new CheckedGraph(
                network.packageName(),
                network.name(),
                network.interfaceName(),
                network.isPublic(),
                checked,
                outputs,
                layers);
    }
}
