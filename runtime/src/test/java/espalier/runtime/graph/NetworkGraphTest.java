package espalier.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkGraphTest {

    private static final GraphNode INPUT = GraphNode.of("input", "input", new Operation.Input(), List.of(4));
    private static final GraphNode LOGITS = GraphNode.of("logits", "logits", new Operation.Dense(), List.of(3), "input")
            .with(ParameterRole.WEIGHT, "logits.weight");
    private static final GraphNode HEAD = GraphNode.of("head", "head", new Operation.Softmax(), List.of(4), "input")
            .inTrainingOnly();

    @Test
    void inferenceLeavesOutWhatOnlyTrainingHas() {
        NetworkGraph graph = new NetworkGraph(
                "Net",
                List.of(INPUT, HEAD, LOGITS),
                List.of(
                        new NetworkGraph.Output("head", "head", true),
                        new NetworkGraph.Output("logits", "logits", false)));

        assertEquals(
                new NetworkGraph(
                        "Net", List.of(INPUT, LOGITS), List.of(new NetworkGraph.Output("logits", "logits", false))),
                graph.inference());
    }

    @Test
    void nodesAreFoundByNameAndParametersByRole() {
        NetworkGraph graph = new NetworkGraph("Net", List.of(INPUT, LOGITS), List.of());

        assertEquals(LOGITS, graph.node("logits"));
        assertEquals(Optional.of("logits.weight"), LOGITS.parameter(ParameterRole.WEIGHT));
        assertEquals(Optional.empty(), LOGITS.parameter(ParameterRole.BIAS));
        assertEquals("Net has no node called c1.", message(() -> graph.node("c1")));
    }

    @Test
    void aNodeReadsOnlyNodesBeforeIt() {
        assertEquals(
                "Net: logits reads input, which does not stand before it.",
                message(() -> new NetworkGraph("Net", List.of(LOGITS, INPUT), List.of())));
        assertEquals(
                "Net: two nodes are called input.",
                message(() -> new NetworkGraph("Net", List.of(INPUT, INPUT), List.of())));
        assertEquals(
                "Net: the output out reads logits, which does not stand before it.",
                message(() -> new NetworkGraph(
                        "Net", List.of(INPUT), List.of(new NetworkGraph.Output("out", "logits", false)))));
    }

    private static String message(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }
}
