package espalier.processor.plan;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ParameterDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Decides what is generated for a checked graph. */
public final class Planner {

    /**
     * Working memory of inference stays near this many values (64 MB) whatever the caller's batch, and no batch is taken up
     * in parts of more than {@link #MOST_IMAGES_AT_ONCE}, beyond which larger parts bring nothing.
     */
    private static final long MEMORY_VALUES = 16_000_000;

    private static final int MOST_IMAGES_AT_ONCE = 64;

    private Planner() {}

    /** Plans inference and training of a network. */
    public static Plan plan(CheckedGraph graph) {
        Fusion.Result training = Fusion.fuse(graph, Fusion.Mode.TRAINING);
        Fusion.Result inference = Fusion.fuse(graph, Fusion.Mode.INFERENCE);
        List<Layout> trainingLayouts = Layouts.of(training.nodes());
        List<Layout> inferenceLayouts = Layouts.of(inference.nodes());
        KernelNames names = new KernelNames(graph.name());
        List<Kernel> trainingKernels = kernels(training.nodes(), trainingLayouts, true);
        List<Kernel> inferenceKernels = kernels(inference.nodes(), inferenceLayouts, false);
        IntStream.range(0, trainingKernels.size()).forEach(i -> names.use(trainingKernels.get(i), layer(training, i)));
        IntStream.range(0, inferenceKernels.size())
                .forEach(i -> names.use(inferenceKernels.get(i), layer(inference, i)));
        List<Kernel> trainingExports = exports(graph, training, trainingLayouts, true);
        List<Kernel> inferenceExports = exports(graph, inference, inferenceLayouts, false);
        trainingExports.forEach(kernel -> names.use(kernel, "output"));
        inferenceExports.forEach(kernel -> names.use(kernel, "output"));
        Map<Kernel, KernelClass> classes = names.classes();

        Program trainingProgram = program(
                graph,
                training,
                trainingLayouts,
                trainingKernels,
                trainingExports,
                classes,
                MemoryPlan.apart(trainingLayouts));
        List<Integer> inferenceOutputs = graph.outputs().stream()
                .map(output -> inference.placeOf().get(output.node()))
                .filter(place -> place >= 0)
                .toList();
        Program inferenceProgram = program(
                graph,
                inference,
                inferenceLayouts,
                inferenceKernels,
                inferenceExports,
                classes,
                MemoryPlan.shared(inference.nodes(), inferenceLayouts, inferenceOutputs));
        PlanVerifier.verify(inferenceProgram);
        PlanVerifier.verify(trainingProgram);
        long values = inferenceProgram.memory().stream().mapToLong(size -> size).sum();
        int imagesAtOnce = (int) Math.max(1, Math.min(MOST_IMAGES_AT_ONCE, MEMORY_VALUES / values));
        return new Plan(graph, names.inOrder(), inferenceProgram, trainingProgram, imagesAtOnce);
    }

    private static String layer(Fusion.Result result, int place) {
        return result.nodes().get(place).node().layer();
    }

    private static List<Kernel> kernels(List<FusedNode> nodes, List<Layout> layouts, boolean backward) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> KernelChoice.choose(nodes.get(i), layouts, layouts.get(i), backward))
                .toList();
    }

    private static List<Kernel> exports(
            CheckedGraph graph, Fusion.Result fused, List<Layout> layouts, boolean backward) {
        return graph.outputs().stream()
                .map(output -> fused.placeOf().get(output.node()))
                .filter(place -> place >= 0)
                .<Kernel>map(place -> new Kernel.Export(layouts.get(place).shape(), layouts.get(place), backward))
                .toList();
    }

    private static Program program(
            CheckedGraph graph,
            Fusion.Result fused,
            List<Layout> layouts,
            List<Kernel> kernels,
            List<Kernel> exports,
            Map<Kernel, KernelClass> classes,
            MemoryPlan memory) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < fused.nodes().size(); i++) {
            FusedNode node = fused.nodes().get(i);
            steps.add(new Step(
                    i,
                    node.node().name(),
                    StepComment.of(node, fused.nodes()),
                    classes.get(kernels.get(i)),
                    node.inputs(),
                    layouts.get(i),
                    memory.arrayOf().get(i),
                    work(node.node()),
                    parameters(node),
                    KernelChoice.norm(node)));
        }
        List<Program.Output> outputs = new ArrayList<>();
        for (CheckedGraph.Output output : graph.outputs()) {
            int place = fused.placeOf().get(output.node());
            if (place >= 0) {
                outputs.add(new Program.Output(output.layer(), place, classes.get(exports.get(outputs.size()))));
            }
        }
        return new Program(steps, memory.sizes(), outputs);
    }

    private static long work(CheckedNode node) {
        return node.macs() > 0 ? node.macs() : node.shape().size();
    }

    private static List<ParameterDeclaration> parameters(FusedNode node) {
        List<ParameterDeclaration> all = new ArrayList<>(node.node().parameters());
        node.foldedNorm().ifPresent(norm -> all.addAll(norm.parameters()));
        return all;
    }
}
