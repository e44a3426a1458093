package espalier.processor.check;

import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphNode;
import espalier.processor.layer.Site;
import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.Problems;
import java.util.List;

/** A node's place in the graph, as its layer sees it. */
record CheckSite(Graph graph, GraphNode node, List<Shape> inputs, boolean isStrict, Trails trails, Problems problems)
        implements Site {

    @Override
    public String layer() {
        return node.method();
    }

    @Override
    public List<String> inputNames() {
        return node.inputs().stream()
                .map(graph.nodes()::get)
                .map(input -> input.method().equals(node.method())
                        ? "@" + input.layer().orElseThrow().source().type()
                        : input.method())
                .toList();
    }

    @Override
    public String parameterPrefix() {
        return node.parameterPrefix();
    }

    @Override
    public boolean isBeforeRectifier() {
        return node.isBeforeRectifier();
    }

    @Override
    public List<String> partingPaths(int oneInput, int otherInput) {
        return trails.parting(node.inputs().get(oneInput), node.inputs().get(otherInput));
    }

    @Override
    public void report(Problem problem) {
        boolean showsPaths = node.inputs().size() > 1;
        problems.add(problem.isError() && !showsPaths ? problem.with(trails.toFailing(node)) : problem);
    }
}
