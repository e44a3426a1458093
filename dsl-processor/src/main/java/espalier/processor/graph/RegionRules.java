package espalier.processor.graph;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.Origin;
import espalier.processor.spec.ParameterSpec;
import java.util.List;
import java.util.Optional;

/** Who may read the network's second input, the regions, and that there is only one. */
final class RegionRules {

    private final List<MethodSpec> layers;
    private final boolean isBlock;
    private final Problems problems;

    RegionRules(List<MethodSpec> layers, boolean isBlock, Problems problems) {
        this.layers = layers;
        this.isBlock = isBlock;
        this.problems = problems;
    }

    /** Whether a method reads the regions where it needs them, and only there; otherwise that is reported. */
    boolean isGood(MethodSpec method) {
        List<ParameterSpec> regions = regions(method);
        Optional<AnnotationSpec> reader = MethodRules.layerAnnotations(method).stream()
                .filter(a -> MethodRules.inputs(a) == Inputs.ONE_AND_REGIONS)
                .findFirst();
        if (isBlock && !(reader.isEmpty() && regions.isEmpty())) {
            Origin origin = regions.isEmpty()
                    ? reader.orElseThrow().origin()
                    : regions.get(0).origin();
            problems.add(Problem.of(ProblemCode.REGIONS_IN_BLOCK, method.name(), origin));
            return false;
        }
        if (reader.isPresent() && regions.isEmpty()) {
            problems.add(Problem.of(
                            ProblemCode.REGIONS_MISSING,
                            method.name(),
                            reader.get().origin(),
                            reader.get().type())
                    .fixedBy(method.name()));
            return false;
        }
        if (reader.isEmpty() && !regions.isEmpty()) {
            problems.add(Problem.of(
                    ProblemCode.REGIONS_UNREAD,
                    method.name(),
                    regions.get(0).origin(),
                    regions.get(0).name()));
            return false;
        }
        return regions.stream().allMatch(parameter -> isTheOne(method, parameter));
    }

    /** Whether a parameter names the network's only regions, and nothing else; otherwise that is reported. */
    private boolean isTheOne(MethodSpec method, ParameterSpec parameter) {
        String name = parameter.name();
        if (name.equals(Graph.INPUT) || layers.stream().anyMatch(m -> m.name().equals(name))) {
            String what = name.equals(Graph.INPUT) ? "the network's images" : "a layer";
            problems.add(Problem.of(ProblemCode.REGIONS_NAME, method.name(), parameter.origin(), name, what));
            return false;
        }
        ParameterSpec first =
                layers.stream().flatMap(m -> regions(m).stream()).findFirst().orElseThrow();
        if (!name.equals(first.name()) || regions(method).indexOf(parameter) > 0) {
            problems.add(Problem.of(ProblemCode.TWO_REGIONS, method.name(), parameter.origin(), first.name(), name)
                    .fixedBy(first.name()));
            return false;
        }
        return true;
    }

    private static List<ParameterSpec> regions(MethodSpec method) {
        return method.parameters().stream().filter(ParameterSpec::isRegions).toList();
    }
}
