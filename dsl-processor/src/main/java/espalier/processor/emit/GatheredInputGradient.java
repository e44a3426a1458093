package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;
import static espalier.processor.emit.Offsets.times;
import static espalier.processor.emit.Tiles.name;
import static espalier.processor.emit.Tiles.names;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.Padding;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of the input where windows are a column and a row apart, and dy has a border as wide as they reach: a
 * convolution of dy by the turned kernel, so that a sum takes all taps and all filters before it is added to dx. A tile is a
 * block of channels times a few inputs of a row, and reads each column of dy once for all of them.
 */
final class GatheredInputGradient extends ConvolutionPass {

    private final int taps;

    GatheredInputGradient(
            Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {
        super(kernel, geometry, blocks, type);
        taps = geometry.kernelWidth();
    }

    /** Whether a layer's gradient can be taken so, and by as many sums at once as keep the processor busy. */
    static boolean fits(Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks) {
        Window window = geometry.window();
        Padding border = kernel.y().border();
        Padding padding = window.padding();
        boolean isDense = window.strideHeight() * window.strideWidth() * window.dilationHeight() == 1
                && geometry.overlaps()
                && geometry.pixels() == 1
                && kernel.op().groups() == 1
                && kernel.op().input().channels() % Layout.SLACK == 0;
        boolean hasBorder = border.top() >= window.height() - 1 - padding.top()
                && border.bottom() >= window.height() - 1 - padding.bottom()
                && border.left() >= window.width() - 1 - padding.left()
                && border.right() >= window.width() - 1 - padding.right();
        return blocks.leavesRegisters()
                && isDense
                && hasBorder
                && widths(kernel, geometry).get(0) >= BUSY_SUMS;
    }

    private static List<Integer> widths(Kernel.Convolution kernel, ConvolutionGeometry geometry) {
        return Tiles.split(kernel.op().input().width(), mostSumsByColumns(geometry));
    }

    @Override
    void write() {
        tables();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("clearBorder(dy, dyAt)");
        code.beginControlFlow(
                "for (int i = 0; i < $L; i++)", kernel.op().input().height());
        int channelBlocks = kernel.op().input().channels() / blocks.longest();
        String q = Tiles.open(code, "q", channelBlocks, 1, "block of channels");
        code.addStatement(
                "inputRow(dy, $L, w, $L, dx, $L)",
                at(dyCorner(), "i", kernel.y().rowPitch()),
                times(q, weightsPerBlock()),
                at(at(plus("dxAt", kernel.x().origin()), "i", kernel.x().rowPitch()), q, blocks.longest()));
        Tiles.close(code, q);
        code.endControlFlow();
        type.addMethod(InputGradientMethod.of(InputGradientMethod.SUM, geometry.window(), code.build()));
        clearBorder();
        inputRow();
        widths(kernel, geometry).stream().distinct().forEach(this::gather);
    }

    /** Where the first pixel of dy stands whose window covers input row 0, column 0. */
    private String dyCorner() {
        Window window = geometry.window();
        int above = window.height() - 1 - window.padding().top();
        int before = window.width() - 1 - window.padding().left();
        return plus("dyAt", kernel.y().origin() - above * kernel.y().rowPitch() - before * geometry.yPixel());
    }

    /** Weights of a tap for one block of channels, filter after filter. */
    private int weightsPerBlock() {
        return geometry.filters() * blocks.longest();
    }

    private int weightsPerTap() {
        return kernel.op().input().channels() * geometry.filters();
    }

    private void tables() {
        int rows = geometry.window().height();
        table(
                "FILTERS",
                "Where the first column's gradients begin, filter after filter of row after row of dy.\n",
                CodeBlock.of(
                        "$T.distances($L, $L, 1, 0, $L, 1)",
                        Names.TAPS,
                        rows,
                        kernel.y().rowPitch(),
                        geometry.filters()));
        table(
                "TURNED_WEIGHTS",
                "Where the weights of the kernel's first column begin, in the same order: from its last row to its first.\n",
                CodeBlock.of(
                        "$T.distances($L, $L, $L, $L, 1, 1)",
                        Names.TAPS,
                        rows,
                        -taps * weightsPerTap(),
                        geometry.filters(),
                        blocks.longest()));
    }

    private void clearBorder() {
        Layout y = kernel.y();
        int height = y.shape().height();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("$T.fill(dy, dyAt, $L, 0f)", Arrays.class, plus("dyAt", y.origin()));
        code.beginControlFlow("for (int i = 0; i < $L; i++)", height - 1);
        code.addStatement("int end = $L", at(plus("dyAt", y.origin() + geometry.rowLength()), "i", y.rowPitch()));
        code.addStatement("$T.fill(dy, end, end + $L, 0f)", Arrays.class, y.rowPitch() - geometry.rowLength());
        code.endControlFlow();
        code.addStatement(
                "$T.fill(dy, $L, $L, 0f)",
                Arrays.class,
                plus("dyAt", y.origin() + (height - 1) * y.rowPitch() + geometry.rowLength()),
                plus("dyAt", y.imagePitch()));
        type.addMethod(KernelClasses.helper("clearBorder", floats("dy"), integer("dyAt"))
                .addJavadoc(
                        "Clears what layers that read y have added to its border, of which no one asks the gradient.\n")
                .addCode(code.build())
                .build());
    }

    private MethodSpec.Builder gatherHelper(String method) {
        return KernelClasses.helper(
                method, floats("dy"), integer("dyAt"), floats("w"), integer("wAt"), floats("dx"), integer("dxAt"));
    }

    private void inputRow() {
        CodeBlock.Builder code = CodeBlock.builder();
        int channels = kernel.op().input().channels();
        Tiles.calls(
                code,
                widths(kernel, geometry),
                "j",
                (count, j) -> code.addStatement(
                        "$L(dy, $L, w, wAt, dx, $L)",
                        name("gather", 1, count),
                        at("dyAt", j, geometry.yPixel()),
                        at("dxAt", j, channels)));
        type.addMethod(gatherHelper("inputRow")
                .addJavadoc("A row of inputs, one block of channels.\n")
                .addCode(code.build())
                .build());
    }

    /** {@code count} inputs of a row. */
    private void gather(int count) {
        List<String> sums = names("d", count);
        int channels = kernel.op().input().channels();
        CodeBlock.Builder code = CodeBlock.builder();
        for (int input = 0; input < count; input++) {
            blocks.load(code, sums.get(input), "dx", plus("dxAt", input * channels));
        }
        code.addStatement("int filter = 0");
        code.beginControlFlow("do");
        code.addStatement("int at = dyAt + FILTERS[filter]");
        int lastRow = (geometry.window().height() - 1) * taps * weightsPerTap();
        code.addStatement("int f = $L + TURNED_WEIGHTS[filter]", plus("wAt", lastRow));
        for (int tap = 0; tap < taps; tap++) {
            blocks.load(code, factor(tap), "w", plus("f", (taps - 1 - tap) * weightsPerTap()));
        }
        new TileColumns(count, 1, taps, 1).uses().forEach((column, uses) -> {
            String value = "g" + column;
            blocks.broadcast(code, value, "dy", plus("at", column * geometry.yPixel()));
            for (TileColumns.Use use : uses) {
                blocks.multiplyAdd(code, sums.get(use.pixel()), factor(use.tap()), value);
            }
        });
        code.endControlFlow("while (++filter < FILTERS.length)");
        for (int input = 0; input < count; input++) {
            blocks.store(code, sums.get(input), "dx", plus("dxAt", input * channels));
        }
        type.addMethod(gatherHelper(name("gather", 1, count))
                .addJavadoc("One block of channels of $L.\n", Text.count(count, "input"))
                .addCode(code.build())
                .build());
    }
}
