package espalier.processor.plan;

import java.util.List;

/**
 * A sequence of steps, each of which writes one value. Step 0 imports the network's input.
 *
 * @param memory the size, in values an image, of each array that the steps write into
 * @param outputs ids of the steps whose values callers see, the network's own output last
 */
public record Program(List<Step> steps, List<Integer> memory, List<Output> outputs) {
    public Program {
        steps = List.copyOf(steps);
        memory = List.copyOf(memory);
        outputs = List.copyOf(outputs);
    }

    /** A value that callers see, by the name of the layer that makes it, and the kernel that hands it over. */
    public record Output(String layer, int step, KernelClass export) {}
}
