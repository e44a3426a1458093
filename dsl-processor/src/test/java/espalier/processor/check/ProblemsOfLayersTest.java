package espalier.processor.check;

import static espalier.processor.check.Sketch.a;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is objected to in single layers: the place that is blamed, and the whole text. */
class ProblemsOfLayersTest {

    private static final AnnotationSpec CONV = a("Conv", "filters", 4, "kernel", 3);

    private static String problem(AnnotationSpec... stack) {
        return Sketch.input(2, 8, 8).layer("x", stack).problem();
    }

    @Test
    void kernelTooLarge() {
        assertEquals(
                """
                Conv.kernel [Espalier:KernelTooLarge] c5: kernel 7x7 does not fit its input 16x5x5 (padding 0)
                  input 1x32x32 -> c1 6x28x28 -> s2 6x14x14 -> c3 16x10x10 -> s4 16x5x5 -> c5 \u2717
                  Use a kernel of at most 5, or padding of at least 1.""",
                Sketch.input(1, 32, 32)
                        .layer("c1", a("Conv", "filters", 6, "kernel", 5), a("Activation", "value", "TANH"))
                        .layer("s2", a("Pool", "size", 2))
                        .layer("c3", a("Conv", "filters", 16, "kernel", 5))
                        .layer("s4", a("Pool", "size", 2))
                        .layer("c5", a("Conv", "filters", 120, "kernel", 7))
                        .layer("c6", a("Conv", "filters", 120, "kernel", 7))
                        .problem());
    }

    @Test
    void dilatedKernelTooLarge() {
        assertEquals(
                """
                Conv.kernel [Espalier:KernelTooLarge] x: kernel 3x3 does not fit its input 2x8x8 (padding {1, 0})
                  with dilation 5x4 it reaches over 11x9: dilation * (kernel - 1) + 1
                  input 2x8x8 -> x \u2717
                  Use a kernel of at most 2x2, or padding of at least 2.""",
                problem(a("Conv", "filters", 4, "kernel", 3, "dilation", List.of(5, 4), "padding", List.of(1, 0))));
    }

    @Test
    void windowTooLargeWithinAStack() {
        assertEquals("""
                Pool.size [Espalier:WindowTooLarge] x: window 7x7 does not fit its input 4x6x6 (padding 0)
                  input 2x8x8 -> x @Conv 4x6x6 -> x @Pool \u2717
                  Use a size of at most 6.""", problem(CONV, a("Pool", "size", 7)));
    }

    @Test
    void sizesMustBePositive() {
        assertEquals("""
                Conv.filters [Espalier:NotPositive] x: filters must be at least 1, not 0
                  Write filters = 1 or more.""", problem(a("Conv", "filters", 0, "kernel", 3)));
        assertEquals("""
                Dense.units [Espalier:NotPositive] x: units must be at least 1, not -1
                  Write units = 1 or more.""", problem(a("Dense", "units", -1)));
        assertEquals("""
                Pad.padding [Espalier:Negative] x: padding must be at least 0, not -1
                  Write padding = 0 or more.""", problem(a("Pad", "padding", -1)));
    }

    @Test
    void numberOfValues() {
        assertEquals("""
                Conv.kernel [Espalier:ValueCount] x: kernel takes one value, or {vertical, horizontal}, not 3 values
                  Write for example kernel = 2, or kernel = {2, 1}.""", problem(a("Conv", "filters", 1, "kernel", List.of(1, 2, 3))));
        assertEquals("""
                Pad.padding [Espalier:ValueCount] x: padding takes one value, {vertical, horizontal}, or \
                {top, left, bottom, right}, not 3 values
                  Write for example padding = 1, or padding = {0, 0, 1, 1}.""", problem(a("Pad", "padding", List.of(1, 2, 3))));
    }

    @Test
    void groupsMustDivide() {
        assertEquals("""
                Conv.groups [Espalier:GroupsDoNotDivide] x: groups 4 must divide both the 2 input maps and the 6 filters
                  2 input maps / 4 leaves 2
                  6 filters / 4 leaves 2
                  input 2x8x8 -> x \u2717
                  Use groups = 1 or 2.""", problem(a("Conv", "filters", 6, "kernel", 3, "groups", 4)));
    }

    @Test
    void paddingModeAndPadding() {
        assertEquals("""
                Conv.padding [Espalier:PaddingConflict] x: paddingMode SAME computes the padding itself, but padding is \
                given as well
                  Delete the padding, or use paddingMode EXPLICIT.""", problem(a("Conv", "filters", 1, "kernel", 1, "padding", 1, "paddingMode", "SAME")));
    }

    @Test
    void poolPadding() {
        assertEquals("""
                Pool.padding [Espalier:PoolPadding] x: padding 2 must be smaller than the window 2x2, or a window could \
                lie in the padding alone
                  Use a padding of at most 1, or a larger window.""", problem(a("Pool", "size", 2, "padding", 2)));
    }

    @Test
    void connectionTable() {
        assertEquals("""
                Conv.connections [Espalier:ConnectionRows] x: connections needs one @Maps a filter: there are 2 filters, \
                but 1 rows
                  Write 2 rows, or filters = 1.""", problem(table(2, List.of(List.of(0, 1)))));
        assertEquals("""
                Maps.value [Espalier:ConnectionEmpty] x: filter 1 is connected to no map
                  List at least one input map, counted from 0.""", problem(table(2, List.of(List.of(0, 1), List.of()))));
        assertEquals("""
                Maps.value [Espalier:ConnectionRepeated] x: filter 0 lists map 1 twice
                  List each map once.""", problem(table(1, List.of(List.of(1, 0, 1)))));
        assertEquals("""
                Maps.value [Espalier:ConnectionIndex] x: filter 0 reads map 2, but the input 2x8x8 has only the maps 0 \
                to 1
                  input 2x8x8 -> x \u2717
                  Use indices 0 to 1.""", problem(table(1, List.of(List.of(0, 1, 2)))));
        assertEquals("""
                Conv.connections [Espalier:MapUnconnected] x: no filter reads input map 1
                  input 2x8x8 -> x \u2717
                  Connect it to a filter, or let the layer above have fewer filters.""", problem(table(2, List.of(List.of(0), List.of(0)))));
        assertEquals(
                """
                Conv.connections [Espalier:ConnectionsWithGroups] x: connections and groups both say which maps a filter \
                reads
                  Delete one of the two.""",
                problem(a(
                        "Conv",
                        "filters",
                        2,
                        "kernel",
                        1,
                        "groups",
                        2,
                        "connections",
                        List.of(a("Maps", "value", 0), a("Maps", "value", 1)))));
    }

    private static AnnotationSpec table(int filters, List<List<Integer>> rows) {
        List<AnnotationSpec> maps =
                rows.stream().map(row -> a("Maps", "value", row)).toList();
        return a("Conv", "filters", filters, "kernel", 1, "connections", maps);
    }

    @Test
    void prototypes() {
        AnnotationSpec row = a("Bitmap", "width", 3, "value", 0b101);
        assertEquals("""
                Rbf.prototypes [Espalier:PrototypeCount] x: prototypes needs one @Bitmap a unit: there are 2 units, but 1 \
                bitmaps
                  Write 2 bitmaps, or units = 1.""", problem(a("Rbf", "units", 2, "prototypes", row)));
        assertEquals("""
                Bitmap.value [Espalier:PrototypeSize] x: bitmap 0 has 1 x 3 = 3 pixels, but the input 2x8x8 has 128 values
                  input 2x8x8 -> x \u2717
                  Draw bitmaps of 128 pixels, or give the layer above 3 units.""", problem(a("Rbf", "units", 1, "prototypes", row)));
        assertEquals("""
                Bitmap.value [Espalier:BitmapBits] x: row 0 of bitmap 0 has bits beyond its width of 2
                  Use at most 2 binary digits a row, or a larger width.""", problem(a("Rbf", "units", 1, "prototypes", a("Bitmap", "width", 2, "value", 0b101))));
        assertEquals("""
                Bitmap.width [Espalier:BitmapWidth] x: width must be from 1 to 32, not 33
                  Draw rows of at most 32 pixels.""", problem(a("Rbf", "units", 1, "prototypes", a("Bitmap", "width", 33, "value", 0b101))));
    }

    @Test
    void rates() {
        assertEquals("""
                Dropout.rate [Espalier:OutOfRange] x: rate must be at least 0 and below 1, not 1.0
                  It is the probability to drop a value, usually 0.5 or less.""", problem(a("Dropout", "rate", 1.0)));
        assertEquals("""
                BatchNorm.momentum [Espalier:OutOfRange] x: momentum must be from 0 to 1, not NaN
                  It is the share of the old statistics that is kept, usually 0.9.""", problem(a("BatchNorm", "momentum", Double.NaN)));
        assertEquals("""
                BatchNorm.epsilon [Espalier:OutOfRange] x: epsilon must be greater than 0, not 0.0
                  It keeps the division finite, usually 1e-5.""", problem(a("BatchNorm", "epsilon", 0.0)));
        assertEquals("""
                Activation.alpha [Espalier:AlphaUnused] x: TANH has no constant alpha
                  Delete alpha; only LEAKY_RELU and ELU have one.""", problem(a("Activation", "value", "TANH", "alpha", 1.0)));
    }

    @Test
    void zeroIsAValidRate() {
        assertEquals(
                List.of(),
                Sketch.input(1, 2, 2).layer("x", a("Dropout", "rate", 0.0)).problems());
    }

    @Test
    void mapsAndVectors() {
        assertEquals(
                """
                Conv [Espalier:NeedsMap] x: @Conv takes a map (channels x height x width), but f gives a vector of 3 \
                values
                  input 2x8x8 -> f 3 -> x \u2717
                  Put @Conv before the layer that makes a vector.""",
                Sketch.input(2, 8, 8)
                        .layer("f", a("Dense", "units", 3))
                        .layer("x", CONV)
                        .problem());
        assertEquals("""
                Softmax [Espalier:NeedsVector] x: @Softmax takes a vector, but input gives a map of 2x8x8
                  input 2x8x8 -> x \u2717
                  Put @Flatten, or @GlobalPool and @Flatten, before it.""", problem(a("Softmax")));
    }

    @Test
    void sizesThatNoArrayHolds() {
        assertEquals(
                """
                Conv.filters [Espalier:TooLarge] x: its result 2x50000x40000 would take 4,000,800,016 values in memory, \
                but a Java array holds at most 2,147,483,639
                  input 1x50000x40000 -> x \u2717
                  Make filters smaller, or what the layer reads.""",
                Sketch.input(1, 50000, 40000)
                        .layer("x", a("Conv", "filters", 2, "kernel", 1))
                        .problem());
    }

    @Test
    void extremeValuesAreReportedAndNeverOverflow() {
        int most = Integer.MAX_VALUE;
        for (AnnotationSpec layer : List.of(
                a("Conv", "filters", most, "kernel", most, "dilation", most, "stride", most, "padding", most),
                a("Conv", "filters", most, "kernel", most, "dilation", most, "stride", most, "paddingMode", "SAME"),
                a("Conv", "filters", most, "kernel", 1),
                a("Pool", "size", most, "stride", 1, "padding", most - 1),
                a("Pool", "size", most, "paddingMode", "SAME", "stride", 1),
                a("Subsample", "size", most),
                a("Dense", "units", most),
                a("Pad", "padding", most))) {
            assertEquals(1, Sketch.input(2, 8, 8).layer("x", layer).problems().size(), layer.toString());
        }
        assertEquals(
                1, Sketch.input(most, most, most).layer("x", CONV).problems().size());
    }

    @Test
    void unreadRows() {
        assertEquals("""
                Pool.size [Espalier:UnreadRows] x: stride 3x3 leaves the last 2 rows and 2 columns of the input 2x8x8 unread
                  rows: (8 + 0 - 3) / 3 leaves 2
                  columns: (8 + 0 - 3) / 3 leaves 2
                  Change size, stride, padding or ceilMode, or accept it with @SuppressWarnings("Espalier:UnreadRows").""", problem(a("Pool", "size", 3)));
    }

    @Test
    void rowsThatArePaddingOrGapsAreNotMissed() {
        assertEquals(
                List.of(),
                Sketch.input(2, 8, 8)
                        .layer("a", a("Conv", "filters", 1, "kernel", 3, "stride", 2, "padding", 1))
                        .layer("b(input)", a("Conv", "filters", 1, "kernel", 1, "stride", 2))
                        .layer("c(a, b)", a("Add"))
                        .problems());
    }

    @Test
    void aDeepNetworkIsNoTrouble() {
        Sketch sketch = Sketch.input(1, 4, 4);
        IntStream.range(0, 500).forEach(i -> sketch.layer("l" + i, a("Activation", "value", "RELU")));
        assertEquals(List.of(), sketch.problems());
    }
}
