package espalier.processor.plan;

import java.util.List;
import java.util.Optional;

/**
 * A sequence of steps, each of which writes one value. Step 0 imports the network's input. The steps of images run first,
 * in their order, then those of regions, which may be taken up in parts.
 *
 * @param memory the size, in values an image, of each array that the steps of images write into
 * @param regionMemory the same in values a region, for the steps of regions
 * @param outputs ids of the steps whose values callers see, the network's own output last
 * @param depthFirst steps that are run a few rows at a time, when it is the last one's turn
 */
public record Program(
        List<Step> steps,
        List<Integer> memory,
        List<Integer> regionMemory,
        List<Output> outputs,
        List<DepthFirst> depthFirst) {
    public Program {
        steps = List.copyOf(steps);
        memory = List.copyOf(memory);
        regionMemory = List.copyOf(regionMemory);
        outputs = List.copyOf(outputs);
        depthFirst = List.copyOf(depthFirst);
    }

    /** The steps that are run together with this one, if any are. */
    public Optional<DepthFirst> depthFirst(Step step) {
        return depthFirst.stream()
                .filter(chain -> chain.places().contains(step.id()))
                .findFirst();
    }

    /** Whether the step's value stands in an array, and is not handed on a few rows at a time. */
    public boolean isKept(Step step) {
        return depthFirst.stream().noneMatch(chain -> chain.handsOn(step.id()));
    }

    /** The arrays among which a step's is one. */
    List<Integer> memoryOf(Step step) {
        return step.isPerRegion() ? regionMemory : memory;
    }

    /** The steps of regions, or else those of images, whose values are kept. */
    public List<Step> steps(boolean ofRegions) {
        return steps.stream()
                .filter(step -> step.isPerRegion() == ofRegions && isKept(step))
                .toList();
    }

    /** A value that callers see, by the name of the layer that makes it, and the kernel that hands it over. */
    public record Output(String layer, int step, KernelInstance export) {}
}
