package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.Padding;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a generated network says about itself at run time. */
class GraphTest {

    private final Network network = MixedNetwork.create();
    private final NetworkGraph graph = network.graph();

    @Test
    void aNodeHasItsOperationShapeInputsAndParameters() {
        assertEquals(
                new GraphNode(
                        "a",
                        "a",
                        new Operation.Convolution(new Window(3, 3, 1, 1, 1, 1, new Padding(1, 1, 1, 1)), 13),
                        List.of(13, 12, 12),
                        List.of("stemRelu"),
                        List.of(
                                new GraphNode.Use(ParameterRole.WEIGHT, "a.weight"),
                                new GraphNode.Use(ParameterRole.BIAS, "a.bias")),
                        false),
                graph.node("a"));
        assertEquals(List.of("left", "right"), graph.node("both").inputs());
        assertEquals(new Operation.Dropout(0.3), graph.node("cDropout").operation());
    }

    @Test
    void namesAllParametersInTheirOrder() {
        List<String> used = graph.nodes().stream()
                .flatMap(node -> node.parameters().stream())
                .map(GraphNode.Use::name)
                .toList();

        assertEquals(network.parameters().list().stream().map(Parameter::name).toList(), used);
    }

    @Test
    void outputsAreTheNetworks() {
        NetworkGraph.Output logits = graph.outputs().get(0);

        assertEquals(network.outputs(), List.of(logits.name()));
        assertEquals(
                network.outputShape(logits.name()), graph.node(logits.node()).shape());
    }
}
