package espalier.processor.plan;

import espalier.processor.failure.InternalFailure;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ParameterDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program whose kernels are chosen, but not yet named.
 *
 * @param kernels one for each fused node
 * @param exports one for each output
 * @param depthFirst convolutions that are run a few rows at a time
 */
record Draft(
        CheckedGraph graph,
        Fusion.Result fused,
        List<Layout> layouts,
        List<Kernel> kernels,
        List<Kernel> exports,
        List<DepthFirst> depthFirst,
        boolean isTraining) {

    static Draft training(CheckedGraph graph) {
        return of(graph, Fusion.fuse(graph, Fusion.Mode.TRAINING), true);
    }

    static Draft inference(CheckedGraph graph) {
        return of(graph, Fusion.fuse(graph, Fusion.Mode.INFERENCE), false);
    }

    private static Draft of(CheckedGraph graph, Fusion.Result fused, boolean isTraining) {
        List<FusedNode> nodes = fused.nodes();
        List<DepthFirst> depthFirst =
                isTraining ? List.of() : DepthFirst.in(nodes, perRegion(graph, nodes), outputs(graph, fused));
        List<Layout> layouts = DepthFirst.layouts(Layouts.of(nodes), depthFirst);
        List<Kernel> kernels = IntStream.range(0, nodes.size())
                .mapToObj(i -> InternalFailure.naming(
                        nodes.get(i).node().layer(),
                        () -> KernelChoice.choose(nodes.get(i), layouts, layouts.get(i), isTraining)))
                .toList();
        List<Kernel> exports = outputs(graph, fused).stream()
                .<Kernel>map(place -> new Kernel.Export(layouts.get(place).shape(), layouts.get(place), isTraining))
                .toList();
        return new Draft(graph, fused, layouts, kernels, exports, depthFirst, isTraining);
    }

    /** The places of the outputs that are not gone. */
    private static List<Integer> outputs(CheckedGraph graph, Fusion.Result fused) {
        return graph.outputs().stream()
                .map(output -> fused.placeOf().get(output.node()))
                .filter(place -> place >= 0)
                .toList();
    }

    /** Has the layers' kernels named. */
    void useKernels(KernelNames names) {
        double macs = Math.max(
                1,
                fused.nodes().stream().mapToDouble(node -> node.node().macs()).sum());
        for (int i = 0; i < kernels.size(); i++) {
            Kernel kernel = kernels.get(i);
            CheckedNode node = fused.nodes().get(i).node();
            InternalFailure.naming(node.layer(), () -> names.use(kernel, node.layer(), node.macs() / macs));
        }
    }

    /** Has the outputs' kernels named. */
    void useExports(KernelNames names) {
        exports.forEach(kernel -> names.use(kernel, "output", 0));
    }

    Program program(Map<Kernel, KernelInstance> instances) {
        List<Boolean> perRegion = perRegion(graph, fused.nodes());
        MemoryPlan memory = isTraining
                ? MemoryPlan.apart(layouts, perRegion)
                : MemoryPlan.shared(fused.nodes(), layouts, perRegion, outputs(graph, fused), depthFirst);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < fused.nodes().size(); i++) {
            FusedNode node = fused.nodes().get(i);
            steps.add(new Step(
                    i,
                    node.node().layer(),
                    node.node().name(),
                    StepComment.of(node, fused.nodes()),
                    instances.get(kernels.get(i)),
                    node.inputs(),
                    layouts.get(i),
                    perRegion.get(i),
                    memory.arrayOf().get(i),
                    work(node.node()),
                    parameters(node),
                    KernelChoice.norm(node)));
        }
        List<Program.Output> outputs = new ArrayList<>();
        for (CheckedGraph.Output output : graph.outputs()) {
            int place = fused.placeOf().get(output.node());
            if (place >= 0) {
                outputs.add(new Program.Output(output.layer(), place, instances.get(exports.get(outputs.size()))));
            }
        }
        return new Program(steps, memory.sizes(), memory.regionSizes(), outputs, depthFirst);
    }

    /** For each fused node whether it has a row for each region. */
    private static List<Boolean> perRegion(CheckedGraph graph, List<FusedNode> nodes) {
        List<Boolean> ofNodes = graph.perRegion();
        return nodes.stream().map(node -> ofNodes.get(node.node().id())).toList();
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
