package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.op.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what is generated for a checked graph. */
public final class Planner {

    /**
     * Working memory of inference stays near this many values (64 MB) whatever the caller's batch, and no batch is taken up
     * in parts of more than {@link #MOST_IMAGES_AT_ONCE}, beyond which larger parts bring nothing.
     */
    private static final long MEMORY_VALUES = 16_000_000;

    private static final int MOST_IMAGES_AT_ONCE = 64;

    /** Regions come by the hundred, and their maps are small. */
    private static final int MOST_REGIONS_AT_ONCE = 256;

    private Planner() {}

    /** Plans inference and training of a network of one size. */
    public static Plan plan(CheckedGraph graph) {
        return plan(List.of(graph)).get(0);
    }

    /**
     * Plans inference and training of a network.
     *
     * @param graphs the network at each size of its input, the main one first
     */
    public static List<Plan> plan(List<CheckedGraph> graphs) {
        CheckedGraph main = graphs.get(0);
        KernelNames names = new KernelNames(main.name());
        List<Draft> trainings = graphs.stream().map(Draft::training).toList();
        List<Draft> inferences = graphs.stream().map(Draft::inference).toList();
        // A kernel that any training uses serves every inference as well, so all of them come first.
        trainings.forEach(draft -> draft.useKernels(names));
        inferences.forEach(draft -> draft.useKernels(names));
        trainings.forEach(draft -> draft.useExports(names));
        inferences.forEach(draft -> draft.useExports(names));
        Map<Kernel, KernelInstance> instances = names.instances();
        List<KernelInstance> kernels = instances.values().stream().distinct().toList();
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < graphs.size(); i++) {
            Shape input = graphs.get(i).nodes().get(0).shape();
            plans.add(plan(
                    graphs.get(i),
                    i == 0 ? "" : input.height() + "x" + input.width(),
                    kernels,
                    inferences.get(i).program(instances),
                    trainings.get(i).program(instances)));
        }
        return plans;
    }

    private static Plan plan(
            CheckedGraph graph, String variant, List<KernelInstance> kernels, Program inference, Program training) {
        PlanVerifier.verify(inference);
        PlanVerifier.verify(training);
        return new Plan(
                graph,
                variant,
                kernels,
                inference,
                training,
                atOnce(inference.memory(), MOST_IMAGES_AT_ONCE),
                atOnce(inference.regionMemory(), MOST_REGIONS_AT_ONCE));
    }

    /** How many images or regions inference takes up at once; 0 if there are none. */
    private static int atOnce(List<Integer> memory, int most) {
        long values = memory.stream().mapToLong(size -> size).sum();
        return values == 0 ? 0 : (int) Math.max(1, Math.min(most, MEMORY_VALUES / values));
    }
}
