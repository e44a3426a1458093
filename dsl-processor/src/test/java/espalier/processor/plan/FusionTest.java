package espalier.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {

    private final GraphBuilder graph = new GraphBuilder(Shape.map(3, 8, 8));

    @Test
    void inferenceFoldsBatchNormAndActivationIntoTheConvolution() {
        int conv = graph.conv("a", 4, 3, 1, 0);
        graph.output(graph.relu("aRelu", graph.norm("aBn", conv)));

        Fusion.Result fused = Fusion.fuse(graph.build(), Fusion.Mode.INFERENCE);

        assertEquals(List.of("input", "a"), names(fused));
        assertEquals("aBn", fused.nodes().get(1).foldedNorm().orElseThrow().name());
        assertEquals(ActivationKind.RELU, fused.nodes().get(1).activation().kind());
    }

    @Test
    void trainingKeepsBatchNormApartAndFusesTheActivationIntoIt() {
        int conv = graph.conv("a", 4, 3, 1, 0);
        graph.output(graph.relu("aRelu", graph.norm("aBn", conv)));

        Fusion.Result fused = Fusion.fuse(graph.build(), Fusion.Mode.TRAINING);

        assertEquals(List.of("input", "a", "aBn"), names(fused));
        assertEquals(ActivationKind.RELU, fused.nodes().get(2).activation().kind());
    }

    @Test
    void aValueThatIsReadTwiceKeepsItsOwnStep() {
        int conv = graph.conv("a", 3, 3, 1, 0);
        int relu = graph.relu("r", conv);
        graph.output(graph.sum("s", relu, conv));

        assertEquals(List.of("input", "a", "r", "s"), names(Fusion.fuse(graph.build(), Fusion.Mode.INFERENCE)));
    }

    @Test
    void anOutputKeepsItsOwnStep() {
        int conv = graph.conv("a", 3, 3, 1, 0);
        graph.output(conv).output(graph.relu("r", conv));

        assertEquals(List.of("input", "a", "r"), names(Fusion.fuse(graph.build(), Fusion.Mode.INFERENCE)));
    }

    @Test
    void aDerivativeThatNeedsTheInputIsNotFusedInTraining() {
        int conv = graph.conv("a", 3, 3, 1, 0);
        graph.output(graph.activation("g", ActivationKind.GELU, 0, conv));

        assertEquals(List.of("input", "a", "g"), names(Fusion.fuse(graph.build(), Fusion.Mode.TRAINING)));
        assertEquals(List.of("input", "a"), names(Fusion.fuse(graph.build(), Fusion.Mode.INFERENCE)));
    }

    @Test
    void aNegativeSlopeIsNotFusedInTraining() {
        int conv = graph.conv("a", 3, 3, 1, 0);
        graph.output(graph.activation("l", ActivationKind.LEAKY_RELU, -0.1, conv));

        assertEquals(List.of("input", "a", "l"), names(Fusion.fuse(graph.build(), Fusion.Mode.TRAINING)));
    }

    @Test
    void inferenceHasNoDropoutNoStochasticDepthAndNoTrainingOnlyHead() {
        int conv = graph.conv("a", 3, 3, 1, 0);
        int drop = graph.dropout("d", 0.5, conv);
        int head = graph.add("head", new Op.Softmax(Shape.map(3, 8, 8)), true, conv);
        int depth = graph.stochasticDepth("s", 0.2, drop);
        graph.output(head).output(graph.relu("r", depth));

        Fusion.Result fused = Fusion.fuse(graph.build(), Fusion.Mode.INFERENCE);

        assertEquals(List.of("input", "a"), names(fused));
        assertEquals(-1, fused.placeOf().get(head));
        assertTrue(names(Fusion.fuse(graph.build(), Fusion.Mode.TRAINING)).containsAll(List.of("d", "s", "head", "r")));
    }

    private static List<String> names(Fusion.Result fused) {
        return fused.nodes().stream().map(node -> node.node().name()).toList();
    }
}
