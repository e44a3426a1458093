package espalier.processor.check;

import static espalier.processor.check.Sketch.a;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.graph.CheckedNode;
import espalier.processor.graph.ReceptiveField;
import espalier.processor.op.Initializer;
import espalier.processor.spec.AnnotationSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Networks that were published, and figures that were worked out in lectures, counted. */
class PublishedNetworksTest {

    /** Table I of LeCun et al. 1998. */
    private static final List<List<Integer>> C3 = List.of(
            List.of(0, 1, 2),
            List.of(1, 2, 3),
            List.of(2, 3, 4),
            List.of(3, 4, 5),
            List.of(0, 4, 5),
            List.of(0, 1, 5),
            List.of(0, 1, 2, 3),
            List.of(1, 2, 3, 4),
            List.of(2, 3, 4, 5),
            List.of(0, 3, 4, 5),
            List.of(0, 1, 4, 5),
            List.of(0, 1, 2, 5),
            List.of(0, 1, 3, 4),
            List.of(1, 2, 4, 5),
            List.of(0, 2, 3, 5),
            List.of(0, 1, 2, 3, 4, 5));

    private static Sketch leNet5() {
        AnnotationSpec tanh = a("Activation", "value", "TANH");
        return Sketch.input(1, 28, 28)
                .layer("c1", a("Conv", "filters", 6, "kernel", 5, "padding", 2), tanh)
                .layer("s2", a("Pool", "type", "AVERAGE", "size", 2))
                .layer("c3", a("Conv", "filters", 16, "kernel", 5), tanh)
                .layer("s4", a("Pool", "type", "AVERAGE", "size", 2))
                .layer("f5", a("Dense", "units", 120), tanh)
                .layer("f6", a("Dense", "units", 84), tanh)
                .layer("logits", a("Dense", "units", 10));
    }

    private static long parameters(CheckedGraph graph) {
        return graph.layers().stream().mapToLong(CheckedLayer::parameters).sum();
    }

    private static long macs(CheckedGraph graph) {
        return graph.layers().stream().mapToLong(CheckedLayer::macs).sum();
    }

    private static List<String> rows(CheckedGraph graph) {
        return graph.layers().stream()
                .map(l -> l.name() + " | " + l.kind() + " | " + l.output() + " | " + l.parameters() + " | " + l.macs()
                        + " | "
                        + l.receptiveField()
                                .map(f -> f.height() + "x" + f.width())
                                .orElse("all"))
                .toList();
    }

    @Test
    void modernLeNet5() {
        CheckedGraph graph = leNet5().checked();
        assertEquals(
                List.of(
                        "c1 | Conv 5x5, Tanh | 6x28x28 | 156 | 117600 | 5x5",
                        "s2 | AvgPool 2x2 | 6x14x14 | 0 | 0 | 6x6",
                        "c3 | Conv 5x5, Tanh | 16x10x10 | 2416 | 240000 | 14x14",
                        "s4 | AvgPool 2x2 | 16x5x5 | 0 | 0 | 16x16",
                        "f5 | Dense, Tanh | 120 | 48120 | 48000 | all",
                        "f6 | Dense, Tanh | 84 | 10164 | 10080 | all",
                        "logits | Dense | 10 | 850 | 840 | all"),
                rows(graph));
        assertEquals(61_706, parameters(graph));
        assertEquals(416_520, macs(graph));
        assertEquals(
                List.of(
                        "input",
                        "c1",
                        "c1Tanh",
                        "s2",
                        "c3",
                        "c3Tanh",
                        "s4",
                        "f5Flatten",
                        "f5",
                        "f5Tanh",
                        "f6",
                        "f6Tanh",
                        "logits"),
                graph.nodes().stream().map(CheckedNode::name).toList());
        assertEquals(List.of(new CheckedGraph.Output("logits", 12, OptionalDouble.empty())), graph.outputs());
        assertEquals(
                List.of("c3.weight", "c3.bias"),
                graph.nodes().get(4).parameters().stream().map(p -> p.name()).toList());
    }

    @Test
    void publishedLeNet5() {
        AnnotationSpec tanh = a("Activation", "value", "SCALED_TANH");
        List<AnnotationSpec> table =
                C3.stream().map(maps -> a("Maps", "value", maps)).toList();
        AnnotationSpec bitmap = a("Bitmap", "width", 7, "value", Collections.nCopies(12, 0b0011100));
        CheckedGraph graph = Sketch.input(1, 32, 32)
                .layer("c1", a("Conv", "filters", 6, "kernel", 5), tanh)
                .layer("s2", a("Subsample", "size", 2), tanh)
                .layer("c3", a("Conv", "filters", 16, "kernel", 5, "connections", table), tanh)
                .layer("s4", a("Subsample", "size", 2), tanh)
                .layer("c5", a("Conv", "filters", 120, "kernel", 5), tanh)
                .layer("f6", a("Dense", "units", 84), tanh)
                .layer("output", a("Rbf", "units", 10, "prototypes", Collections.nCopies(10, bitmap)))
                .checked();
        assertEquals(
                List.of(156L, 12L, 1516L, 32L, 48120L, 10164L, 0L),
                graph.layers().stream().map(CheckedLayer::parameters).toList());
        assertEquals(60_000, parameters(graph));
        assertEquals(840, graph.layers().get(6).buffers());
        assertEquals(60 * 25 * 100, graph.layers().get(2).macs());
    }

    private static CheckedGraph alexNet(int groups) {
        AnnotationSpec relu = a("Activation", "value", "RELU");
        AnnotationSpec pool = a("Pool", "size", 3, "stride", 2);
        return Sketch.input(3, 227, 227)
                .layer("c1", a("Conv", "filters", 96, "kernel", 11, "stride", 4), relu, pool)
                .layer("c2", a("Conv", "filters", 256, "kernel", 5, "padding", 2, "groups", groups), relu, pool)
                .layer("c3", a("Conv", "filters", 384, "kernel", 3, "padding", 1), relu)
                .layer("c4", a("Conv", "filters", 384, "kernel", 3, "padding", 1, "groups", groups), relu)
                .layer("c5", a("Conv", "filters", 256, "kernel", 3, "padding", 1, "groups", groups), relu, pool)
                .layer("f6", a("Dense", "units", 4096), relu, a("Dropout", "rate", 0.5))
                .layer("f7", a("Dense", "units", 4096), relu, a("Dropout", "rate", 0.5))
                .layer("f8", a("Dense", "units", 1000))
                .checked();
    }

    @Test
    void alexNetInTwoGroups() {
        CheckedGraph graph = alexNet(2);
        assertEquals(60_965_224, parameters(graph));
        assertEquals(724_406_816, macs(graph));
        assertEquals(
                "96x27x27 256x13x13 384x13x13 384x13x13 256x6x6 4096 4096 1000",
                String.join(
                        " ",
                        graph.layers().stream().map(l -> l.output().toString()).toList()));
    }

    /** The usual slip. */
    @Test
    void alexNetWithItsGroupsForgotten() {
        assertEquals(62_378_344, parameters(alexNet(1)));
        assertEquals(1_135_256_096, macs(alexNet(1)));
    }

    @Test
    void vggD() {
        AnnotationSpec relu = a("Activation", "value", "RELU");
        Sketch sketch = Sketch.input(3, 224, 224);
        int layer = 0;
        for (List<Integer> block : List.of(
                List.of(64, 64),
                List.of(128, 128),
                List.of(256, 256, 256),
                List.of(512, 512, 512),
                List.of(512, 512, 512))) {
            for (int i = 0; i < block.size(); i++) {
                List<AnnotationSpec> stack = new ArrayList<>(
                        List.of(a("Conv", "filters", block.get(i), "kernel", 3, "paddingMode", "SAME"), relu));
                if (i == block.size() - 1) {
                    stack.add(a("Pool", "size", 2));
                }
                sketch.layer("c" + layer++, stack.toArray(AnnotationSpec[]::new));
            }
        }
        CheckedGraph graph = sketch.layer("f1", a("Dense", "units", 4096), relu)
                .layer("f2", a("Dense", "units", 4096), relu)
                .layer("f3", a("Dense", "units", 1000))
                .checked();
        assertEquals(138_357_544, parameters(graph));
        assertEquals(15_470_264_320L, macs(graph));
        assertEquals(
                Optional.of(new ReceptiveField(212, 212)),
                graph.layers().get(12).receptiveField());
    }

    @Test
    void lectureFigures() {
        CheckedGraph four = Sketch.input(3, 32, 32)
                .layer("c", a("Conv", "filters", 4, "kernel", 5, "bias", false))
                .checked();
        assertEquals("4x28x28", four.layers().get(0).output().toString());
        assertEquals(300, parameters(four));
        CheckedGraph direct = Sketch.input(128, 28, 28)
                .layer("c", a("Conv", "filters", 64, "kernel", 5, "paddingMode", "SAME"))
                .checked();
        assertEquals(160_563_200, macs(direct));
        CheckedGraph bottleneck = Sketch.input(128, 28, 28)
                .layer("r", a("Conv", "filters", 32, "kernel", 1))
                .layer("c", a("Conv", "filters", 64, "kernel", 5, "paddingMode", "SAME"))
                .checked();
        assertEquals(3_211_264, bottleneck.layers().get(0).macs());
        assertEquals(40_140_800, bottleneck.layers().get(1).macs());
    }

    @Test
    void initialisersFollowTheActivation() {
        CheckedGraph graph = Sketch.input(1, 8, 8)
                .layer("a", a("Conv", "filters", 2, "kernel", 3), a("BatchNorm"), a("Activation", "value", "RELU"))
                .layer("b", a("Conv", "filters", 2, "kernel", 3), a("Activation", "value", "TANH"))
                .layer(
                        "c",
                        a("Conv", "filters", 2, "kernel", 3, "init", "LECUN_NORMAL"),
                        a("Activation", "value", "RELU"))
                .layer("d", a("Dense", "units", 2))
                .checked();
        assertEquals(
                List.of(
                        Initializer.HE_NORMAL,
                        Initializer.XAVIER_UNIFORM,
                        Initializer.LECUN_NORMAL,
                        Initializer.XAVIER_UNIFORM),
                graph.nodes().stream()
                        .flatMap(n -> n.parameters().stream())
                        .filter(p -> p.name().endsWith(".weight") && !p.name().contains("bn"))
                        .map(p -> p.initializer())
                        .toList());
        assertEquals(
                List.of("a.bn.weight", "a.bn.bias", "a.bn.running_mean", "a.bn.running_var"),
                graph.nodes().get(2).parameters().stream().map(p -> p.name()).toList());
    }
}
