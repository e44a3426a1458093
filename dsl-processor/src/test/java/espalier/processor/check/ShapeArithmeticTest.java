package espalier.processor.check;

import static espalier.processor.check.Sketch.a;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule for a window's output size, in all its variants. */
class ShapeArithmeticTest {

    private static Op op(int height, int width, AnnotationSpec layer) {
        return Sketch.input(4, height, width)
                .layer("x", layer)
                .checked()
                .nodes()
                .get(1)
                .op();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 3, 1, 0, 1, 5",
        "7, 3, 2, 1, 1, 4",
        "8, 3, 2, 0, 1, 3",
        "9, 3, 1, 0, 4, 1",
        "1, 1, 1, 0, 1, 1",
        "1, 1, 1, 3, 1, 7",
        "5, 2, 3, 4, 2, 4"
    })
    void convolution(int input, int kernel, int stride, int padding, int dilation, int output) {
        AnnotationSpec conv =
                a("Conv", "filters", 2, "kernel", kernel, "stride", stride, "padding", padding, "dilation", dilation);
        assertEquals(
                "2x" + output + "x" + output, op(input, input, conv).output().toString());
    }

    /** The first row is the published case in which a window would start in the padding after the map. */
    @ParameterizedTest
    @CsvSource({
        "4, 2, 3, 1, true, 2",
        "5, 2, 2, 0, true, 3",
        "5, 2, 2, 0, false, 2",
        "112, 3, 2, 0, true, 56",
        "13, 3, 2, 0, true, 6",
        "2, 3, 3, 1, true, 1"
    })
    void ceilMode(int input, int size, int stride, int padding, boolean ceil, int output) {
        AnnotationSpec pool = a("Pool", "size", size, "stride", stride, "padding", padding, "ceilMode", ceil);
        assertEquals(
                "4x" + output + "x" + output, op(input, input, pool).output().toString());
    }

    @Test
    void samePaddingPutsTheOddRowAtTheEnd() {
        Op.Convolution conv = assertInstanceOf(
                Op.Convolution.class,
                op(7, 8, a("Conv", "filters", 1, "kernel", List.of(4, 3), "stride", 2, "paddingMode", "SAME")));
        assertEquals("1x4x4", conv.output().toString());
        assertEquals(new Padding(1, 0, 2, 1), conv.window().padding());
    }

    @Test
    void paddingOfFourSides() {
        Op.Convolution conv = assertInstanceOf(
                Op.Convolution.class, op(5, 7, a("Conv", "filters", 1, "kernel", 3, "padding", List.of(1, 2, 3, 4))));
        assertEquals(new Padding(1, 2, 3, 4), conv.window().padding());
        assertEquals("1x7x11", conv.output().toString());
    }

    @Test
    void poolsStepByTheirSizeByDefault() {
        Op.Pool pool = assertInstanceOf(Op.Pool.class, op(6, 6, a("Pool", "size", List.of(3, 2))));
        assertEquals("4x2x3", pool.output().toString());
    }

    @Test
    void receptiveFieldsOfBranchesTakeTheLargest() {
        CheckedGraph graph = Sketch.input(1, 32, 32)
                .layer("a", a("Conv", "filters", 2, "kernel", 3, "padding", 1))
                .layer("b", a("Conv", "filters", 2, "kernel", List.of(5, 1), "padding", List.of(2, 0)))
                .layer("c(a, b)", a("Add"))
                .layer("d", a("Conv", "filters", 2, "kernel", 3, "stride", 1))
                .layer("e", a("GlobalPool"))
                .layer("f", a("Conv", "filters", 2, "kernel", 1))
                .checked();
        assertEquals(
                "3x3 7x3 7x3 9x5 all all",
                String.join(
                        " ",
                        graph.layers().stream()
                                .map(l -> l.receptiveField()
                                        .map(f -> f.height() + "x" + f.width())
                                        .orElse("all"))
                                .toList()));
    }

    @Test
    void namesAreUniqueEvenBesideLayersThatLookLikeThem() {
        CheckedGraph graph = Sketch.input(1, 8, 8)
                .layer("c1", a("Conv", "filters", 2, "kernel", 3), a("Activation", "value", "RELU"))
                .layer("c1Relu", a("BatchNorm"), a("Activation", "value", "RELU"))
                .layer("d", a("Dense", "units", 2), a("BatchNorm"))
                .checked();
        assertEquals(
                List.of("input", "c1", "c1Relu2", "c1Relu", "c1ReluRelu", "dFlatten", "d", "dBn"),
                graph.nodes().stream().map(n -> n.name()).toList());
        assertEquals(
                List.of("c1.weight", "c1Relu.weight", "d.weight", "d.bn.weight"),
                graph.nodes().stream()
                        .flatMap(n -> n.parameters().stream().limit(1))
                        .map(p -> p.name())
                        .toList());
    }
}
