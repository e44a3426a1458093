package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;
import static espalier.processor.emit.Offsets.scaled;
import static espalier.processor.emit.Offsets.sum;
import static espalier.processor.emit.Offsets.times;
import static espalier.processor.emit.Tiles.close;
import static espalier.processor.emit.Tiles.name;
import static espalier.processor.emit.Tiles.names;
import static espalier.processor.emit.Tiles.open;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradients of weights and bias: a tile is a block of filters times a few taps, {@code dw += dy * x}, over the pixels of
 * an image, or of as many rows as stay in the cache while all taps go through them.
 */
final class ConvolutionWeightGradient extends ConvolutionPass {

    /** The rows of x and dy that are gone through again for each tile of taps: a first-level cache. */
    private static final int STRIP_BYTES = 32 * 1024;

    /** With dy of a kernel row's pixels and a broadcast they fit 32 registers. */
    private static final int MOST_SUMS_BY_COLUMNS = 24;

    ConvolutionWeightGradient(
            Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {
        super(kernel, geometry, blocks, type);
    }

    @Override
    void write() {
        CodeBlock.Builder code = CodeBlock.builder();
        int strip = rowsPerStrip();
        String i = "0";
        if (strip < geometry.outputHeight()) {
            code.beginControlFlow("for (int i = 0; i < $L; i += $L)", geometry.outputHeight(), strip);
            i = "i";
        }
        code.beginControlFlow("for (int block = 0; block < PACKING.blocks(); block++)");
        String channel = firstFilterAndChannel(code);
        code.addStatement(
                "weightGradient(x, $L, dy, $L + k,$Wdw, block * PACKING.weightsPerBlock())",
                at(plus("xAt", geometry.xOrigin()), i, geometry.xRow()) + channel,
                at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()));
        if (kernel.op().bias()) {
            code.addStatement(
                    "biasGradient(dy, $L + k, db, block * $L)",
                    at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()),
                    blocks.lanes());
        }
        code.endControlFlow();
        if (strip < geometry.outputHeight()) {
            code.endControlFlow();
        }
        type.addMethod(KernelClasses.override(
                        "backwardWeights",
                        floats("x"),
                        integer("xAt"),
                        floats("dy"),
                        integer("dyAt"),
                        floats("dw"),
                        floats("db"),
                        floats("scratch"))
                .addJavadoc(
                        "{@code dw[k,c,u,v] += sum over i,j of dy[k,i,j] * $L}\n",
                        ConvolutionJavadoc.inputTerm(geometry.window()))
                .addCode(code.build())
                .build());
        weightGradient(strip);
        if (kernel.op().bias()) {
            biasGradient(strip);
        }
    }

    /** Rows of output that are gone through for all taps before the next: what the first-level cache holds. */
    private int rowsPerStrip() {
        long bytesPerRow = 4L * (geometry.xRow() + (long) geometry.rowLength());
        int most = (int) Math.max(1, STRIP_BYTES / bytesPerRow);
        int rows = Math.min(most, geometry.outputHeight());
        while (geometry.outputHeight() % rows != 0) {
            rows--;
        }
        return rows;
    }

    /**
     * Whether rows are gone through by columns of x, each read once for all taps of a kernel row that meet it, while dy of as many
     * pixels stays in registers.
     */
    private boolean byColumns() {
        return blocks.leavesRegisters()
                && geometry.overlaps()
                && geometry.columnStride() == 1
                && geometry.outputWidth() >= geometry.kernelWidth()
                && channelsByColumns().get(0) * geometry.kernelWidth() >= BUSY_SUMS;
    }

    private List<Integer> channelsByColumns() {
        return Tiles.split(geometry.channels(), Math.max(1, MOST_SUMS_BY_COLUMNS / geometry.kernelWidth()));
    }

    /** All taps of one block of filters, in tiles of a kernel row's taps of a few channels. */
    private void weightGradientByColumns(int strip) {
        int perRow = geometry.kernelWidth() * geometry.channels();
        CodeBlock.Builder code = CodeBlock.builder();
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        Tiles.calls(
                code,
                channelsByColumns(),
                "c",
                (channels, c) -> code.addStatement(
                        "$L(x, $L, dy, dyAt, dw, $L)",
                        name("channels", 1, channels),
                        at(at("xAt", u, geometry.kernelRow()), c, 1),
                        plusTaps(sum(List.of(u), List.of(perRow)), c)));
        close(code, u);
        type.addMethod(weightGradientHelper("weightGradient")
                .addJavadoc("All taps of one block of filters$L.\n", overRows(strip))
                .addCode(code.build())
                .build());
        channelsByColumns().stream().distinct().forEach(channels -> channels(strip, channels));
    }

    /**
     * The taps of a kernel row of a few channels. Before the first pixel dy is taken to be zero, so that only the columns behind the
     * last one's are left over.
     */
    private void channels(int strip, int channels) {
        int taps = geometry.kernelWidth();
        List<String> sums = names("w", taps * channels);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int sum = 0; sum < sums.size(); sum++) {
            blocks.load(code, sums.get(sum), "dw", packedTap(sum / channels * geometry.channels() + sum % channels));
        }
        String i = open(code, "i", strip, 1, "output row");
        blocks.zeros(code, names("g", taps).subList(1, taps));
        code.addStatement("int at = $L", at("xAt", i, geometry.xRow()));
        code.addStatement("int dyFrom = $L", at("dyAt", i, kernel.y().rowPitch()));
        code.addStatement("int dyTo = dyFrom + $L", geometry.outputWidth() * geometry.yPixel());
        code.beginControlFlow("do");
        blocks.load(code, "g0", "dy", "dyFrom");
        column(code, sums, channels, 0, "at");
        for (int tap = taps - 1; tap > 0; tap--) {
            code.addStatement("g$L = g$L", tap, tap - 1);
        }
        code.addStatement("at += $L", geometry.xPixel());
        code.addStatement("dyFrom += $L", geometry.yPixel());
        code.endControlFlow("while (dyFrom < dyTo)");
        for (int behind = 1; behind < taps; behind++) {
            column(code, sums, channels, behind, plus("at", (behind - 1) * geometry.xPixel()));
        }
        close(code, i);
        for (int sum = 0; sum < sums.size(); sum++) {
            blocks.store(code, sums.get(sum), "dw", packedTap(sum / channels * geometry.channels() + sum % channels));
        }
        type.addMethod(weightGradientHelper(name("channels", 1, channels))
                .addJavadoc(
                        "The taps of a kernel row of $L, one block of filters$L.\n",
                        Text.count(channels, "channel"),
                        overRows(strip))
                .addCode(code.build())
                .build());
    }

    /**
     * A column of x: of the pixel whose dy {@code g0} holds, or so many columns behind that of a row's last pixel, whose dy
     * {@code g1} holds then.
     */
    private void column(CodeBlock.Builder code, List<String> sums, int channels, int behind, String at) {
        for (int channel = 0; channel < channels; channel++) {
            String value = "x" + (behind == 0 ? "" : behind + "_") + channel;
            blocks.broadcast(code, value, "x", plus(at, channel));
            for (int tap = behind; tap < geometry.kernelWidth(); tap++) {
                int pixel = behind == 0 ? tap : tap - behind + 1;
                blocks.multiplyAdd(code, sums.get(tap * channels + channel), "g" + pixel, value);
            }
        }
    }

    /** All taps of one block of filters, in tiles of taps. */
    private void weightGradient(int strip) {
        if (byColumns()) {
            weightGradientByColumns(strip);
            return;
        }
        int runLength = geometry.runLength();
        boolean byRow = geometry.runs() == 1;
        int segments = byRow ? geometry.window().height() : geometry.runs();
        List<Integer> widths = Tiles.split(runLength, blocks.accumulators());
        List<Integer> heights = Tiles.split(segments, Math.max(1, blocks.accumulators() / runLength));
        int step = byRow ? geometry.kernelRow() : geometry.kernelColumn();

        CodeBlock.Builder code = CodeBlock.builder();
        String u = "0";
        if (!byRow) {
            u = open(code, "u", geometry.window().height(), 1, "kernel row");
        }
        String row = u;
        String segment = byRow ? "u" : "v";
        int packed = runLength;
        Tiles.calls(code, heights, segment, (height, s) -> {
            String xFrom = at(at("xAt", row, geometry.kernelRow()), s, step);
            String tap = sum(List.of(row, s), List.of(geometry.kernelWidth() * geometry.channels(), packed));
            Tiles.calls(
                    code,
                    widths,
                    "t",
                    (width, t) -> code.addStatement(
                            "$L(x, $L, dy, dyAt, dw, $L)",
                            name("taps", height, width),
                            at(xFrom, t, 1),
                            plusTaps(tap, t)));
        });
        if (!byRow) {
            close(code, u);
        }
        type.addMethod(weightGradientHelper("weightGradient")
                .addJavadoc("All taps of one block of filters$L.\n", overRows(strip))
                .addCode(code.build())
                .build());
        for (int height : heights.stream().distinct().toList()) {
            for (int width : widths.stream().distinct().toList()) {
                taps(strip, height, width, step);
            }
        }
    }

    private String overRows(int strip) {
        return strip == geometry.outputHeight() ? "" : strip == 1 ? ", over a row" : ", over " + strip + " rows";
    }

    private String plusTaps(String tap, String t) {
        String sum = tap.equals("0") ? t : t.equals("0") ? tap : tap + " + " + t;
        return sum.equals("0") ? "dwAt" : "dwAt + " + scaled(sum, blocks.lanes());
    }

    private MethodSpec.Builder weightGradientHelper(String method) {
        return KernelClasses.helper(
                method, floats("x"), integer("xAt"), floats("dy"), integer("dyAt"), floats("dw"), integer("dwAt"));
    }

    /** {@code height} segments, {@code step} apart, of {@code width} taps. */
    private void taps(int strip, int height, int width, int step) {
        List<String> sums = names("w", height * width);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int tap = 0; tap < sums.size(); tap++) {
            blocks.load(code, sums.get(tap), "dw", packedTap(tap));
        }
        String i = open(code, "i", strip, 1, "output row");
        String j = open(code, "j", geometry.outputWidth(), 1, "output column");
        blocks.load(code, "g", "dy", at(at("dyAt", i, kernel.y().rowPitch()), j, geometry.yPixel()));
        code.addStatement("int at = $L", at(at("xAt", i, geometry.xRow()), j, geometry.xPixel()));
        for (int tap = 0; tap < sums.size(); tap++) {
            blocks.multiplyAdd(code, sums.get(tap), "g", "x", plus("at", tap / width * step + tap % width));
        }
        close(code, i, j);
        for (int tap = 0; tap < sums.size(); tap++) {
            blocks.store(code, sums.get(tap), "dw", packedTap(tap));
        }
        type.addMethod(weightGradientHelper(name("taps", height, width))
                .addJavadoc(
                        "$L of one block of filters$L.\n",
                        Text.capitalized(Text.count(sums.size(), "tap")),
                        overRows(strip))
                .addCode(code.build())
                .build());
    }

    private String packedTap(int tap) {
        return tap == 0 ? "dwAt" : "dwAt + " + times(blocks.lanes(), tap);
    }

    /** {@code db[k] += sum over i,j of dy[k,i,j]}, with a sum a column of pixels, so that they run side by side. */
    private void biasGradient(int strip) {
        int width = geometry.outputWidth();
        int columns = IntStream.rangeClosed(1, Math.min(8, blocks.accumulators()))
                .filter(count -> width % count == 0)
                .max()
                .getAsInt();
        List<String> sums = names("b", columns);
        CodeBlock.Builder code = CodeBlock.builder();
        blocks.load(code, "b0", "db", "dbAt");
        blocks.zeros(code, sums.subList(1, sums.size()));
        String i = open(code, "i", strip, 1, "output row");
        String j = width == columns ? "0" : "j";
        if (width != columns) {
            code.beginControlFlow("for (int j = 0; j < $L; j += $L)", width, columns);
        }
        code.addStatement("int at = $L", at(at("dyAt", i, kernel.y().rowPitch()), j, geometry.yPixel()));
        for (int column = 0; column < columns; column++) {
            blocks.load(code, "g" + column, "dy", plus("at", column * geometry.yPixel()));
            blocks.add(code, sums.get(column), "g" + column);
        }
        close(code, i, j);
        for (int column = 1; column < columns; column++) {
            blocks.add(code, "b0", sums.get(column));
        }
        blocks.store(code, "b0", "db", "dbAt");
        type.addMethod(KernelClasses.helper(
                        "biasGradient", floats("dy"), integer("dyAt"), floats("db"), integer("dbAt"))
                .addJavadoc("{@code db[k] += sum over i,j of dy[k,i,j]}, one block of filters$L.\n", overRows(strip))
                .addCode(code.build())
                .build());
    }
}
