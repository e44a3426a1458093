package espalier.processor.graph;

import espalier.processor.layer.LayerKind;
import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.layer.LayerKinds;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.InterfaceSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.Origin;
import espalier.processor.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network and its methods must look like, whatever the layers mean. */
final class MethodRules {

    private final InterfaceSpec type;
    private final Problems problems;

    MethodRules(InterfaceSpec type, Problems problems) {
        this.type = type;
        this.problems = problems;
    }

    /**
     * Whether the type itself can be a network or a block; otherwise that is reported.
     *
     * @param subject whom the problem is about
     * @param origin where it is reported
     */
    boolean typeIsGood(String subject, Origin origin) {
        boolean isBlock = type.annotation("Block").isPresent();
        String what = isBlock ? "block" : "network";
        if (isBlock && type.annotation("Network").isPresent()) {
            problems.add(Problem.of(ProblemCode.BLOCK_AND_NETWORK, subject, origin, type.name()));
            return false;
        }
        if (!type.kind().equals("interface") && !type.kind().equals("abstract class")) {
            String kind = ("aeiou".indexOf(type.kind().charAt(0)) < 0 ? "a " : "an ") + type.kind();
            problems.add(Problem.of(ProblemCode.NOT_AN_INTERFACE, subject, origin, what, type.name(), kind)
                    .fixedBy(what));
            return false;
        }
        if (!type.superTypes().isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.SUPER_TYPE,
                            subject,
                            origin,
                            what,
                            type.name(),
                            type.superTypes().get(0))
                    .fixedBy(what));
            return false;
        }
        if (layers().isEmpty() && !type.isBroken()) {
            problems.add(Problem.of(ProblemCode.NO_LAYERS, subject, origin, what));
            return false;
        }
        return true;
    }

    /** The methods that are layers, good or bad: those without a body, and those with a layer's annotation. */
    List<MethodSpec> layers() {
        return type.methods().stream()
                .filter(m -> m.isAbstract() || !layerAnnotations(m).isEmpty())
                .toList();
    }

    /** Those of a method's annotations that state layers. */
    static List<AnnotationSpec> layerAnnotations(MethodSpec method) {
        return method.annotations().stream()
                .filter(a -> a.type().equals(BlockUse.ANNOTATION)
                        || LayerKinds.of(a.type()).isPresent())
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
            if (!parameter.isLayer() && !parameter.isRegions()) {
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

    /** How many layers an annotation that states a layer reads. */
    static Inputs inputs(AnnotationSpec annotation) {
        return LayerKinds.of(annotation.type()).map(LayerKind::inputs).orElse(Inputs.ONE);
    }
}
