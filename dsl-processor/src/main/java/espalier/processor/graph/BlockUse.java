package espalier.processor.graph;

import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.BlockSpec;
import espalier.processor.spec.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code @Use}.
 *
 * @param repeat how many copies stand in a row
 */
record BlockUse(AnnotationSpec source, BlockSpec block, int repeat) implements StackPart {

    static final String ANNOTATION = "Use";

    /**
     * Reads an annotation.
     *
     * @param within the qualified name of the type on whose method it stands
     * @return empty if it names no block that could stand there, which has been reported
     */
    static Optional<BlockUse> read(
            AnnotationSpec source, String layer, String within, Map<String, BlockSpec> blocks, Problems problems) {
        Located<Integer> repeat = source.integer("repeat");
        if (repeat.value() < 1) {
            problems.add(Problem.of(ProblemCode.NOT_POSITIVE, layer, repeat.origin(), "repeat", repeat.value())
                    .fixedBy("repeat"));
            return Optional.empty();
        }
        Located<String> named = source.text("value");
        BlockSpec block = blocks.get(named.value());
        if (block == null) {
            String name = named.value().substring(named.value().lastIndexOf('.') + 1);
            problems.add(Problem.of(ProblemCode.NOT_A_BLOCK, layer, named.origin(), name)
                    .fixedBy(name));
            return Optional.empty();
        }
        List<String> cycle = path(block, within, blocks, new HashSet<>());
        if (!cycle.isEmpty()) {
            String self = cycle.get(cycle.size() - 1);
            String circle = self + " -> " + String.join(" -> ", cycle);
            problems.add(Problem.of(ProblemCode.BLOCK_CYCLE, layer, named.origin(), self, circle));
            return Optional.empty();
        }
        return Optional.of(new BlockUse(source, block, repeat.value()));
    }

    /** The blocks from one that leads to a type, to that type; empty if it does not lead there. */
    private static List<String> path(BlockSpec from, String to, Map<String, BlockSpec> blocks, Set<String> seen) {
        if (from.key().equals(to)) {
            return new ArrayList<>(List.of(from.type().name()));
        }
        if (seen.add(from.key())) {
            for (String name : from.type().usedBlocks()) {
                List<String> onwards = blocks.containsKey(name) ? path(blocks.get(name), to, blocks, seen) : List.of();
                if (!onwards.isEmpty()) {
                    onwards.add(0, from.type().name());
                    return onwards;
                }
            }
        }
        return List.of();
    }

    /** What a summary calls a good use: {@code Basic}, {@code Basic x3}. */
    static String kind(AnnotationSpec source, Map<String, BlockSpec> blocks) {
        int repeat = source.integer("repeat").value();
        return blocks.get(source.text("value").value()).type().name() + (repeat == 1 ? "" : " x" + repeat);
    }
}
