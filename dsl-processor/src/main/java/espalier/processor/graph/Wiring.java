package espalier.processor.graph;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.Origin;
import espalier.processor.spec.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds which layers each method reads, by the names of its parameters. */
final class Wiring {

    private final List<MethodSpec> layers;
    private final boolean knowsNames;
    private final Problems problems;

    /**
     * @param knowsNames whether parameters have the names of the source; in a class file they may be {@code arg0}, {@code
     *     arg1}, …
     */
    Wiring(List<MethodSpec> layers, boolean knowsNames, Problems problems) {
        this.layers = layers;
        this.knowsNames = knowsNames;
        this.problems = problems;
    }

    /**
     * The names of the layers that a method reads.
     *
     * @param index the method's place among the layers
     * @return empty if that cannot be said, which has been reported
     */
    Optional<List<String>> inputs(int index) {
        MethodSpec method = layers.get(index);
        List<AnnotationSpec> stack = MethodRules.layerAnnotations(method);
        boolean isJoin = MethodRules.inputs(stack.get(0)).isJoin();
        List<ParameterSpec> parameters =
                method.parameters().stream().filter(ParameterSpec::isLayer).toList();
        if (parameters.isEmpty()) {
            if (isJoin) {
                tooFew(method, stack.get(0), "none", method.origin());
                return Optional.empty();
            }
            return Optional.of(
                    List.of(index == 0 ? Graph.INPUT : layers.get(index - 1).name()));
        }
        List<String> names = new ArrayList<>();
        boolean good = true;
        for (ParameterSpec parameter : parameters) {
            good &= stands(parameter, index);
            names.add(parameter.name());
        }
        if (isJoin && names.size() == 1) {
            tooFew(
                    method,
                    stack.get(0),
                    "only " + names.get(0),
                    parameters.get(0).origin());
            return Optional.empty();
        }
        int most = most(stack);
        if (names.size() > most) {
            problems.add(Problem.of(
                            ProblemCode.TOO_MANY_INPUTS,
                            method.name(),
                            parameters.get(most).origin(),
                            stack.get(0).type(),
                            most == 1 ? "one input" : "two inputs",
                            names.size(),
                            Words.list(names))
                    .fixedBy(
                            most == 1
                                    ? "Name one layer, or join them first with @Add or @Concat."
                                    : "Name two layers."));
            return Optional.empty();
        }
        return good ? Optional.of(names) : Optional.empty();
    }

    /** The most inputs that one of the stacked layers takes; that it must be the first is checked elsewhere. */
    private static int most(List<AnnotationSpec> stack) {
        return stack.stream()
                .mapToInt(annotation -> switch (MethodRules.inputs(annotation)) {
                    case ONE, ONE_AND_REGIONS -> 1;
                    case TWO -> 2;
                    case TWO_OR_MORE -> Integer.MAX_VALUE;
                })
                .max()
                .orElseThrow();
    }

    private void tooFew(MethodSpec method, AnnotationSpec join, String named, Origin origin) {
        String joined = MethodRules.inputs(join) == Inputs.TWO ? "two layers" : "two or more layers";
        problems.add(Problem.of(ProblemCode.TOO_FEW_INPUTS, method.name(), origin, join.type(), joined, named)
                .fixedBy(method.name()));
    }

    /** Whether the layer that a parameter names stands above the method; otherwise that is reported. */
    private boolean stands(ParameterSpec parameter, int index) {
        String reader = layers.get(index).name();
        String name = parameter.name();
        if (name.equals(Graph.INPUT)
                || layers.subList(0, index).stream().anyMatch(m -> m.name().equals(name))) {
            return true;
        }
        boolean standsLater = layers.stream().anyMatch(m -> m.name().equals(name));
        if (standsLater) {
            String what = name.equals(reader) ? "this one names itself" : name + " stands below";
            Problem problem = Problem.of(ProblemCode.LATER_LAYER, reader, parameter.origin(), what);
            problems.add(
                    name.equals(reader) ? problem.fixedBy("the layer that it should read") : problem.fixedBy(name));
            return false;
        }
        if (!knowsNames && name.matches("arg\\d+")) {
            problems.add(Problem.of(ProblemCode.PARAMETER_NAMES_MISSING, reader, parameter.origin()));
            return false;
        }
        List<String> above = new ArrayList<>();
        above.add(Graph.INPUT);
        layers.subList(0, index).forEach(m -> above.add(m.name()));
        List<String> nearest = Nearest.to(name, above);
        problems.add(Problem.of(ProblemCode.UNKNOWN_LAYER, reader, parameter.origin(), name)
                .fixedBy(
                        nearest.isEmpty()
                                ? "Above this method stand: " + Words.list(above) + "."
                                : "Did you mean " + Words.list(nearest, "or") + "?"));
        return false;
    }
}
