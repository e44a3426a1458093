package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that the emitter writes down, decided.
 *
 * @param variant what the names of classes for a further size of the input have: {@code 180x180}; empty for the main size
 * @param kernels one a distinct operation, shape and layout, of all sizes of the input, in the order of first use
 * @param imagesAtOnce the largest batch that inference takes up at once
 * @param regionsAtOnce the most regions that inference takes up at once; 0 if the network reads none
 */
public record Plan(
        CheckedGraph graph,
        String variant,
        List<KernelInstance> kernels,
        Program inference,
        Program training,
        int imagesAtOnce,
        int regionsAtOnce) {
    public Plan {
        kernels = List.copyOf(kernels);
    }

    /** The classes of the kernels, in the order of first use. */
    public List<KernelClass> classes() {
        return kernels.stream().map(KernelInstance::type).distinct().toList();
    }

    /** Bytes of working memory that inference needs for one image, and one region if it reads any. */
    public long activationBytes() {
        return Stream.concat(inference.memory().stream(), inference.regionMemory().stream())
                .mapToLong(size -> 4L * size)
                .sum();
    }
}
