package espalier.processor.check;

import espalier.dsl.Network;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.GraphBuilder;
import espalier.processor.problem.Problem;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.AnnotationSpec.Attribute;
import espalier.processor.spec.InterfaceSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import espalier.processor.spec.Origin;
import espalier.processor.spec.ParameterSpec;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A network written without a compiler; defaults are those of the real annotations. */
public final class Sketch {

    private final List<AnnotationSpec> annotations = new ArrayList<>();
    private final List<MethodSpec> methods = new ArrayList<>();
    private final Problems problems = new Problems();

    private Sketch() {}

    /** Something written, which knows its own name so that a test can see what was blamed. */
    record Place(String name) implements Origin {}

    /** A network with that input. */
    public static Sketch input(Integer... shape) {
        Sketch sketch = new Sketch();
        sketch.annotations.add(a("Network", "input", List.of(shape)));
        return sketch;
    }

    /** An annotation of the DSL: its name, then attribute names and values in turn. */
    public static AnnotationSpec a(String type, Object... attributes) {
        Map<String, Attribute> all = new HashMap<>();
        for (Method attribute : annotationType(type).getDeclaredMethods()) {
            if (attribute.getDefaultValue() != null) {
                all.put(attribute.getName(), new Attribute(located(type, attribute.getDefaultValue()), false));
            }
        }
        for (int i = 0; i < attributes.length; i += 2) {
            String name = (String) attributes[i];
            boolean isArray = Arrays.stream(annotationType(type).getDeclaredMethods())
                    .anyMatch(m -> m.getName().equals(name) && m.getReturnType().isArray());
            Object value = attributes[i + 1];
            Object whole = isArray && !(value instanceof List) ? List.of(value) : value;
            all.put(name, new Attribute(located(type + "." + name, whole), true));
        }
        return new AnnotationSpec(type, new Place(type), all);
    }

    private static Class<?> annotationType(String simpleName) {
        try {
            return Class.forName(Network.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Located<Object> located(String place, Object value) {
        return new Located<>(plain(place, value), new Place(place));
    }

    private static Object plain(String place, Object value) {
        if (value instanceof int[] ints) {
            return Arrays.stream(ints).mapToObj(i -> located(place, i)).toList();
        }
        if (value instanceof Object[] array) {
            return Stream.of(array).map(item -> located(place, item)).toList();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> located(place, item)).toList();
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    /** Adds an annotation of the network. */
    Sketch with(AnnotationSpec annotation) {
        annotations.add(annotation);
        return this;
    }

    /** Adds a layer: its name, with the names of its parameters in brackets if it has any, and its annotations. */
    public Sketch layer(String signature, AnnotationSpec... stack) {
        String name = signature.replaceFirst("\\(.*", "");
        List<ParameterSpec> parameters = signature.contains("(")
                ? Stream.of(signature.replaceFirst(".*\\((.*)\\)", "$1").split(", "))
                        .map(p -> new ParameterSpec(p, "Layer", true, false, new Place(name + "(" + p + ")")))
                        .toList()
                : List.of();
        methods.add(new MethodSpec(
                name, new Place(name), true, "Layer", true, parameters, List.of(stack), Set.of(), false));
        return this;
    }

    private Optional<CheckedGraph> resolve() {
        NetworkSpec network = new NetworkSpec(
                "test",
                "Net",
                true,
                new InterfaceSpec(
                        "Net", "interface", List.of(), new Place("Net"), annotations, methods, Set.of(), false),
                Map.of());
        return GraphChecker.check(GraphBuilder.build(network, problems), problems);
    }

    /** The checked graph of a network in which nothing is wrong. */
    public CheckedGraph checked() {
        Optional<CheckedGraph> graph = resolve();
        return graph.orElseThrow(() -> new AssertionError(
                problems.all().stream().map(Problem::message).toList().toString()));
    }

    /** Everything that is objected to, each with the place that is blamed before it. */
    List<String> problems() {
        resolve();
        return problems.all().stream()
                .map(p -> ((Place) p.origin()).name() + " " + p.message())
                .toList();
    }

    /** The only problem, with the place that is blamed before it. */
    String problem() {
        List<String> all = problems();
        if (all.size() != 1) {
            throw new AssertionError("expected one problem, not " + all);
        }
        return all.get(0);
    }
}
