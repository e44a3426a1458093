package espalier.processor.graph;

import espalier.processor.layer.LayerKind;
import espalier.processor.layer.LayerKinds;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import espalier.processor.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network and its methods must look like, whatever the layers mean. */
final class MethodRules {

    private final NetworkSpec network;
    private final Problems problems;

    MethodRules(NetworkSpec network, Problems problems) {
        this.network = network;
        this.problems = problems;
    }

    /** Whether the type itself can be a network; otherwise that is reported. */
    boolean typeIsGood() {
        if (!network.kind().equals("interface") && !network.kind().equals("abstract class")) {
            problems.add(Problem.of(
                    ProblemCode.NOT_AN_INTERFACE,
                    network.interfaceName(),
                    network.origin(),
                    network.interfaceName(),
                    ("aeiou".indexOf(network.kind().charAt(0)) < 0 ? "a " : "an ") + network.kind()));
            return false;
        }
        if (!network.superTypes().isEmpty()) {
            problems.add(Problem.of(
                    ProblemCode.SUPER_TYPE,
                    network.interfaceName(),
                    network.origin(),
                    network.interfaceName(),
                    network.superTypes().get(0)));
            return false;
        }
        return true;
    }

    /** The methods that are layers, good or bad: those without a body, and those with a layer's annotation. */
    List<MethodSpec> layers() {
        return network.methods().stream()
                .filter(m -> m.isAbstract() || !layerAnnotations(m).isEmpty())
                .toList();
    }

    /** Those of a method's annotations that state layers. */
    static List<AnnotationSpec> layerAnnotations(MethodSpec method) {
        return method.annotations().stream()
                .filter(a -> LayerKinds.of(a.type()).isPresent())
                .toList();
    }

    /** Whether a method can be a layer; otherwise that is reported. */
    boolean isGood(MethodSpec method) {
        if (method.isBroken()) {
            return false;
        }
        List<Problem> found = new ArrayList<>();
        if (!method.isAbstract()) {
            found.add(Problem.of(ProblemCode.NOT_ABSTRACT, method.name(), method.origin()));
        } else {
            if (layerAnnotations(method).isEmpty()) {
                found.add(Problem.of(ProblemCode.NO_ANNOTATION, method.name(), method.origin()));
            }
            if (!method.returnsLayer()) {
                found.add(Problem.of(ProblemCode.RETURN_TYPE, method.name(), method.origin(), method.returnType())
                        .fixedBy(method.name()));
            }
        }
        for (ParameterSpec parameter : method.parameters()) {
            if (!parameter.isLayer()) {
                found.add(Problem.of(
                                ProblemCode.PARAMETER_TYPE,
                                method.name(),
                                parameter.origin(),
                                parameter.name(),
                                parameter.type())
                        .fixedBy(parameter.name()));
            }
        }
        if (method.name().equals(Graph.INPUT)) {
            found.add(Problem.of(ProblemCode.RESERVED_NAME, method.name(), method.origin()));
        }
        found.forEach(problems::add);
        return found.isEmpty();
    }

    /** Reports every method whose name an earlier one has; returns whether there are none. */
    boolean namesAreUnique(List<MethodSpec> layers) {
        Map<String, MethodSpec> seen = new HashMap<>();
        boolean unique = true;
        for (MethodSpec method : layers) {
            if (seen.putIfAbsent(method.name(), method) != null) {
                problems.add(Problem.of(ProblemCode.OVERLOAD, method.name(), method.origin(), method.name()));
                unique = false;
            }
        }
        return unique;
    }

    /** The kind of an annotation that states a layer. */
    static LayerKind kind(AnnotationSpec annotation) {
        return LayerKinds.of(annotation.type()).orElseThrow();
    }
}
