package espalier.processor.graph;

import espalier.processor.failure.InternalFailure;
import espalier.processor.layer.Layer;
import espalier.processor.layer.Layer.Ownership;
import espalier.processor.layer.LayerKinds;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.InterfaceSpec;
import espalier.processor.spec.MethodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Adds the layers of one interface to the graph: of the network, or of a block at one of its uses. */
final class Expansion {

    private static final Pattern PREFIX = Pattern.compile("[^\\s.]+(\\.[^\\s.]+)*");

    private final GraphParts graph;
    private final Scope scope;
    private final Problems problems;
    private final Map<String, Integer> ends = new HashMap<>();

    /**
     * What the interface is here.
     *
     * @param name its qualified name
     * @param use the block's use; empty for the network, or for a block by itself
     * @param path what the paths of its layers begin with; empty for the network
     * @param prefix what the names of its parameters begin with; empty for the network
     */
    record Scope(String name, InterfaceSpec type, Optional<Place.Use> use, String path, String prefix) {

        private boolean isCompiled() {
            return use.map(u -> u.block().isFromSource()).orElse(true);
        }

        private static String join(String before, String name) {
            return before.isEmpty() ? name : before + "." + name;
        }
    }

    Expansion(GraphParts graph, Scope scope, Problems problems) {
        this.graph = graph;
        this.scope = scope;
        this.problems = problems;
    }

    /**
     * Adds the layers. What is bad is reported and stands in the graph without a layer.
     *
     * @param input the node that they read as {@code input}
     * @return the last node; empty if there is none
     */
    Optional<Integer> add(int input) {
        MethodRules rules = new MethodRules(scope.type(), problems);
        List<MethodSpec> layers = rules.layers();
        if (layers.isEmpty() || !rules.namesAreUnique(layers)) {
            return Optional.empty();
        }
        ends.put(Graph.INPUT, input);
        Wiring wiring = new Wiring(layers, scope.isCompiled(), problems);
        boolean isBlock = scope.type().annotation("Block").isPresent();
        RegionRules regions = new RegionRules(layers, isBlock, problems);
        List<Optional<List<String>>> wired = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            MethodSpec method = layers.get(i);
            wired.add(InternalFailure.naming(Scope.join(scope.path(), method.name()), () -> {
                Optional<List<String>> inputs =
                        rules.isGood(method) && regions.isGood(method) ? wiring.inputs(index) : Optional.empty();
                addLayer(method, inputs);
                return inputs;
            }));
        }
        Outputs outputs = new Outputs(layers, problems);
        if (isBlock) {
            outputs.checkBlock(wired);
        } else {
            outputs.check(wired);
        }
        return Optional.of(ends.get(layers.get(layers.size() - 1).name()));
    }

    private void addLayer(MethodSpec method, Optional<List<String>> inputs) {
        Place place = new Place(Scope.join(scope.path(), method.name()), method, scope.use());
        List<AnnotationSpec> stack = MethodRules.layerAnnotations(method);
        List<Optional<StackPart>> read = method.isBroken()
                ? List.of()
                : stack.stream().map(a -> read(a, method)).toList();
        boolean allGood = inputs.isPresent() && read.stream().allMatch(Optional::isPresent);
        List<StackPart> parts = read.stream().flatMap(Optional::stream).toList();
        int end = allGood && stacksWell(method, parts)
                ? addStack(place, parts, inputs.orElseThrow())
                : graph.addBad(place);
        ends.put(method.name(), end);
        graph.end(place, end);
    }

    private Optional<StackPart> read(AnnotationSpec annotation, MethodSpec method) {
        if (annotation.type().equals(BlockUse.ANNOTATION)) {
            return BlockUse.read(annotation, method.name(), scope.name(), graph.blocks(), problems)
                    .map(use -> use);
        }
        return LayerKinds.of(annotation.type())
                .orElseThrow()
                .read(annotation, method.name(), problems)
                .map(StackPart.OfLayer::new);
    }

    private int addStack(Place place, List<StackPart> stack, List<String> inputs) {
        String prefix = Scope.join(scope.prefix(), prefix(place.method()));
        StackPart main =
                stack.stream().filter(Expansion::ownsWeights).findFirst().orElse(stack.get(0));
        boolean hasWeights = stack.stream().anyMatch(part -> ownsWeights(part) || hasInnerWeights(part));
        List<Integer> reads = inputs.stream().map(ends::get).toList();
        for (StackPart part : stack) {
            if (part instanceof StackPart.OfLayer one) {
                Layer layer = one.layer();
                String own = layer.ownership() == Ownership.NORM && hasWeights ? prefix + ".bn" : prefix;
                reads = List.of(graph.add(place, layer, reads, own, part.equals(main)));
            } else if (part instanceof BlockUse use) {
                reads = List.of(addCopies(use, place, prefix, reads.get(0)));
            }
        }
        return reads.get(0);
    }

    /** The copies of a block in a row; the last one's end. */
    private int addCopies(BlockUse use, Place place, String prefix, int input) {
        int end = input;
        for (int i = 0; i < use.repeat(); i++) {
            String copy = use.repeat() == 1 ? "" : "." + i;
            Optional<Integer> added = addCopy(use, place, place.path() + copy, prefix + copy, end);
            if (added.isEmpty() || graph.isFull()) {
                reportIfFull(use, place);
                return graph.addBad(place);
            }
            end = added.get();
        }
        return end;
    }

    /** A block may overfill a network though it is small enough by itself: that is reported where the network uses it. */
    private void reportIfFull(BlockUse use, Place place) {
        if (graph.isFull() && scope.use().isEmpty()) {
            problems.add(Problem.of(
                    ProblemCode.TOO_MANY_LAYERS,
                    place.path(),
                    use.source().originOf("value"),
                    BlockUse.kind(use.source(), graph.blocks()),
                    Words.count(GraphParts.MOST_NODES)));
        }
    }

    /**
     * One copy of a block; empty if it is bad. A block that this compilation compiles has its own problems reported by
     * itself, whoever uses it; those of one from a class file are reported here.
     */
    private Optional<Integer> addCopy(BlockUse use, Place place, String path, String prefix, int input) {
        AnnotationSpec source = use.source();
        InterfaceSpec type = use.block().type();
        boolean isSilent = use.block().isFromSource();
        Problems ofType = isSilent ? new Problems() : problems;
        if (!new MethodRules(type, ofType).typeIsGood(place.method().name(), source.originOf("value"))) {
            return Optional.empty();
        }
        Place.Use here = new Place.Use(place, use.block());
        Problems own = isSilent
                ? new Problems()
                : problems.within(path.substring(outer(place).length()));
        Optional<Integer> end = new Expansion(
                        graph, new Scope(use.block().key(), type, Optional.of(here), path, prefix), own)
                .add(input);
        if (own.hasErrors() || end.isEmpty() || type.isAnywhereBroken()) {
            return Optional.empty();
        }
        graph.end(new Graph.Copy(type.name() + " at " + path, path, use.block(), end.get()), here);
        return end;
    }

    /** What stands before a method's own name in its path. */
    private static String outer(Place place) {
        return place.path()
                .substring(0, place.path().length() - place.method().name().length());
    }

    private static boolean ownsWeights(StackPart part) {
        return part instanceof StackPart.OfLayer one && one.layer().ownership() == Ownership.WEIGHTS;
    }

    private static boolean hasInnerWeights(StackPart part) {
        return part instanceof BlockUse
                || (part instanceof StackPart.OfLayer one && one.layer().ownership() == Ownership.INNER);
    }

    /** Whether the annotations of one method go together; otherwise that is reported. */
    private boolean stacksWell(MethodSpec method, List<StackPart> stack) {
        boolean good = true;
        for (StackPart part : stack.subList(1, stack.size())) {
            if (MethodRules.inputs(part.source()).isJoin()) {
                problems.add(Problem.of(
                        ProblemCode.JOIN_NOT_FIRST,
                        method.name(),
                        part.source().origin(),
                        part.source().type(),
                        stack.get(0).source().type()));
                good = false;
            }
        }
        List<StackPart> owners = stack.stream().filter(Expansion::ownsWeights).toList();
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
}
