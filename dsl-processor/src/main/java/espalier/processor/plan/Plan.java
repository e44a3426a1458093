package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import java.util.List;

/**
 * Everything that the emitter writes down, decided.
 *
 * @param kernels one a distinct operation, shape and layout, in the order of first use
 * @param imagesAtOnce the largest batch that inference takes up at once
 */
public record Plan(
        CheckedGraph graph, List<KernelClass> kernels, Program inference, Program training, int imagesAtOnce) {
    public Plan {
        kernels = List.copyOf(kernels);
    }

    /** Bytes of working memory that inference needs for one image. */
    public long activationBytes() {
        return inference.memory().stream().mapToLong(size -> 4L * size).sum();
    }
}
