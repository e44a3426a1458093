package espalier.processor.graph;

import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The further sizes of a network's input. */
record Sizes(NetworkSpec network, Problems problems) {

    /** The shapes in the order of the source; what is bad is reported and left out. */
    List<Located<Shape>> read(Shape input) {
        List<Located<Shape>> shapes = new ArrayList<>();
        Set<Shape> seen = new HashSet<>(Set.of(input));
        for (AnnotationSpec size :
                network.annotation("Network").orElseThrow().annotations("sizes").value()) {
            Located<List<Located<Integer>>> written = size.integers("value");
            List<Integer> values = written.value().stream().map(Located::value).toList();
            if (values.size() != 1 && values.size() != 2) {
                problems.add(Problem.of(
                                ProblemCode.VALUE_COUNT,
                                network.interfaceName(),
                                written.origin(),
                                "@Size",
                                "one value, or {vertical, horizontal}",
                                Words.count(values.size(), "value"))
                        .fixedBy("for example @Size(180), or @Size({180, 320})"));
            } else if (values.stream().allMatch(value -> value >= 1)) {
                Shape shape = Shape.map(input.channels(), values.get(0), values.get(values.size() - 1));
                if (seen.add(shape)) {
                    shapes.add(new Located<>(shape, written.origin()));
                } else {
                    String name = Words.size(shape.height(), shape.width());
                    problems.add(
                            Problem.of(ProblemCode.SIZE_REPEATED, network.interfaceName(), written.origin(), name));
                }
            }
            written.value().stream().filter(value -> value.value() < 1).forEach(this::reportNotPositive);
        }
        return shapes;
    }

    private void reportNotPositive(Located<Integer> value) {
        problems.add(
                Problem.of(ProblemCode.NOT_POSITIVE, network.interfaceName(), value.origin(), "size", value.value())
                        .fixedBy("size"));
    }
}
