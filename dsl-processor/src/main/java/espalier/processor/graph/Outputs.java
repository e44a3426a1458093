package espalier.processor.graph;

import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.MethodSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outputs of a network: its last layer, and those marked {@code @Output} or {@code @Auxiliary}. */
final class Outputs {

    private static final String OUTPUT = "Output";
    private static final String AUXILIARY = "Auxiliary";

    private final List<MethodSpec> layers;
    private final Problems problems;

    Outputs(List<MethodSpec> layers, Problems problems) {
        this.layers = layers;
        this.problems = problems;
    }

    /** Checks a block, of which only the last layer can be an output. */
    void checkBlock(List<Optional<List<String>>> inputs) {
        for (MethodSpec method : layers) {
            for (String mark : List.of(OUTPUT, AUXILIARY)) {
                method.annotation(mark)
                        .ifPresent(annotation -> problems.add(
                                Problem.of(ProblemCode.OUTPUT_IN_BLOCK, method.name(), annotation.origin(), mark)
                                        .fixedBy(mark)));
            }
        }
        checkReaders(inputs);
    }

    /** The layers that inference gives to callers. */
    List<MethodSpec> staying() {
        return layers.stream()
                .filter(method -> isLast(method) || method.annotation(OUTPUT).isPresent())
                .toList();
    }

    /**
     * Checks the marks, and that every layer leads to an output.
     *
     * @param inputs what each layer reads; where any is unknown nothing can be said of the readers, and nothing is
     */
    void check(List<Optional<List<String>>> inputs) {
        layers.stream().filter(method -> !method.isBroken()).forEach(this::checkMark);
        checkReaders(inputs);
    }

    private void checkReaders(List<Optional<List<String>>> inputs) {
        if (inputs.stream().anyMatch(Optional::isEmpty)) {
            return;
        }
        Set<String> read = new HashSet<>();
        for (int i = 0; i < layers.size(); i++) {
            for (String name : inputs.get(i).orElseThrow()) {
                read.add(name);
                checkRead(layers.get(i), name);
            }
        }
        for (MethodSpec method : layers) {
            boolean isOutput = isLast(method)
                    || method.annotation(OUTPUT).isPresent()
                    || method.annotation(AUXILIARY).isPresent();
            if (!isOutput && !read.contains(method.name())) {
                problems.add(Problem.of(ProblemCode.DEAD_LAYER, method.name(), method.origin()));
            }
        }
    }

    private void checkMark(MethodSpec method) {
        Optional<AnnotationSpec> mark = method.annotation(AUXILIARY);
        if (mark.isEmpty()) {
            return;
        }
        Located<Double> weight = mark.get().real("weight");
        if (!(weight.value() > 0) || weight.value().isInfinite()) {
            problems.add(Problem.of(
                            ProblemCode.OUT_OF_RANGE,
                            method.name(),
                            weight.origin(),
                            "weight",
                            "above 0 and finite",
                            weight.value())
                    .fixedBy("Write for example weight = 0.3."));
        }
        if (method.annotation(OUTPUT).isPresent()) {
            problems.add(Problem.of(
                    ProblemCode.AUXILIARY_AND_OUTPUT, method.name(), mark.get().origin()));
        } else if (isLast(method)) {
            problems.add(Problem.of(
                    ProblemCode.AUXILIARY_LAST, method.name(), mark.get().origin()));
        }
    }

    private void checkRead(MethodSpec reader, String name) {
        boolean isHead = layers.stream()
                .anyMatch(m -> m.name().equals(name) && m.annotation(AUXILIARY).isPresent());
        if (isHead) {
            problems.add(Problem.of(
                            ProblemCode.AUXILIARY_READ,
                            reader.name(),
                            reader.parameters().stream()
                                    .filter(parameter -> parameter.name().equals(name))
                                    .findFirst()
                                    .map(parameter -> parameter.origin())
                                    .orElse(reader.origin()),
                            name)
                    .fixedBy(reader.name(), name));
        }
    }

    private boolean isLast(MethodSpec method) {
        return method.equals(layers.get(layers.size() - 1));
    }
}
