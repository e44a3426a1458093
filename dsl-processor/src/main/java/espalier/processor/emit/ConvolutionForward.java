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
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Forward: a tile is a block of filters times a few output pixels, {@code y += w * x}, over all taps. Bias starts the
 * sums, and a cheap activation is applied before they are stored.
 */
final class ConvolutionForward extends ConvolutionPass {

    /** Multiply-adds of a loop's body, beyond which the JIT compiler no longer keeps the sums in registers. */
    private static final int LONGEST_BODY = 64;

    /** Steps for which there is a table of taps. */
    private final Set<Integer> tables = new HashSet<>();

    private final boolean byColumns;
    private final int mostSums;

    ConvolutionForward(
            Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {
        super(kernel, geometry, blocks, type);
        byColumns = goesByColumns(geometry, blocks);
        mostSums = byColumns ? mostSumsByColumns(geometry) : blocks.accumulators();
    }

    @Override
    void write() {
        boolean dividable = !mayOverrun() || !kernel.y().isContiguous();
        if (!dividable) {
            type.addField(KernelClasses.constant(
                    "ROWS_PER_PART",
                    "LANES.length() > " + geometry.filters() + " ? " + geometry.outputHeight() + " : 1"));
        }
        type.addMethod(KernelClasses.override("rows")
                .returns(TypeName.INT)
                .addStatement("return $L", geometry.outputHeight() + (dividable ? "" : " / ROWS_PER_PART"))
                .build());

        CodeBlock.Builder code = CodeBlock.builder();
        String from = "fromRow";
        String to = "toRow";
        if (!dividable) {
            code.addStatement("int from = fromRow * ROWS_PER_PART");
            code.addStatement("int to = toRow * ROWS_PER_PART");
            from = "from";
            to = "to";
        }
        code.beginControlFlow("for (int block = 0; block < PACKING.blocks(); block++)");
        String channel = firstFilterAndChannel(code);
        code.addStatement("int wAt = block * PACKING.weightsPerBlock()");
        String b = kernel.op().bias() ? ", b, block * " + blocks.lanes() : "";
        int height = tileRows(geometry, geometry.outputWidth(), mostSums);
        if (height > 1) {
            code.addStatement("int i = $L", from);
            code.beginControlFlow("for (; i + $L <= $L; i += $L)", height, to, height);
            code.addStatement("$L(x, $L, w, wAt$L, y, $L)", rowsName(height), xRowAt(channel), b, yRowAt());
            code.endControlFlow();
            code.beginControlFlow("for (; i < $L; i++)", to);
        } else {
            code.beginControlFlow("for (int i = $L; i < $L; i++)", from, to);
        }
        code.addStatement("$L(x, $L, w, wAt$L, y, $L)", rowsName(1), xRowAt(channel), b, yRowAt());
        code.endControlFlow();
        code.endControlFlow();
        boolean separately = ActivationPass.isSeparate(activation);
        if (separately) {
            ActivationPass.rows(code, kernel.y(), from, to);
        }
        type.addMethod(KernelClasses.override(
                        "forward",
                        floats("x"),
                        integer("xAt"),
                        floats("w"),
                        floats("b"),
                        floats("y"),
                        integer("yAt"),
                        integer("fromRow"),
                        integer("toRow"),
                        floats("scratch"))
                .addCode(code.build())
                .build());
        if (byColumns) {
            columnTables();
        }
        outputRows(1);
        if (height > 1) {
            outputRows(height);
        }
        if (separately) {
            ActivationPass.method(type, blocks.dialect(), activation);
        }
    }

    /** Whether a store can reach beyond the last filter, into the next pixel: not where a block ends with its group. */
    private boolean mayOverrun() {
        return geometry.filters() < Layout.SLACK;
    }

    private String xRowAt(String channel) {
        return plus("xAt", geometry.xOrigin()) + " + " + times("i", geometry.xRow()) + channel;
    }

    private String yRowAt() {
        return plus("yAt", kernel.y().origin()) + " + " + times("i", kernel.y().rowPitch()) + " + k";
    }

    private String rowsName(int rows) {
        return rows == 1 ? "outputRow" : "outputRows" + rows;
    }

    /** Rows of output in tiles of pixels. */
    private void outputRows(int rows) {
        List<Integer> widths = Tiles.split(geometry.outputWidth(), mostSums);
        CodeBlock.Builder code = CodeBlock.builder();
        boolean bias = kernel.op().bias();
        Tiles.calls(
                code,
                widths,
                "j",
                (width, j) -> code.addStatement(
                        "$L(x, $L, w, wAt$L, y, $L)",
                        name("tile", rows, width),
                        at("xAt", j, geometry.xPixel()),
                        bias ? ", b, bAt" : "",
                        at("yAt", j, geometry.yPixel())));
        if (mayOverrun() && !kernel.y().isContiguous()) {
            code.add("// the last pixel's spare lanes have run into the border\n");
            for (int row = 0; row < rows; row++) {
                int end = row * kernel.y().rowPitch() + geometry.rowLength();
                code.addStatement("$T.zero(LANES).intoArray(y, $L)", Names.FLOAT_VECTOR, plus("yAt", end));
            }
        }
        type.addMethod(forwardHelper(rowsName(rows))
                .addJavadoc("$L of output, one block of filters.\n", rows == 1 ? "A row" : rows + " rows")
                .addCode(code.build())
                .build());
        widths.stream().distinct().forEach(width -> {
            if (byColumns) {
                tileByColumns(rows, width);
            } else {
                tile(rows, width);
            }
        });
    }

    private MethodSpec.Builder forwardHelper(String method) {
        MethodSpec.Builder helper =
                KernelClasses.helper(method, floats("x"), integer("xAt"), floats("w"), integer("wAt"));
        if (kernel.op().bias()) {
            helper.addParameter(floats("b")).addParameter(integer("bAt"));
        }
        return helper.addParameter(floats("y")).addParameter(integer("yAt"));
    }

    /** {@code rows * width} output pixels. */
    private void tile(int rows, int width) {
        int pixels = rows * width;
        int parts = parts(width, geometry.runLength());
        List<String> sums = names("y", pixels * parts);
        CodeBlock.Builder code = CodeBlock.builder();
        beginSums(code, sums.subList(0, pixels));
        blocks.zeros(code, sums.subList(pixels, sums.size()));

        int step = parts == 1 ? tapsTogether(sums.size()) : parts;
        code.addStatement("int f = wAt");
        code.addStatement("int tap = 0");
        code.beginControlFlow("do");
        code.addStatement("int at = xAt + $L[tap]", taps(step));
        for (int part = 0; part < step; part++) {
            blocks.load(code, factor(part), "w", part == 0 ? "f" : "f + " + lanes(part));
            for (int pixel = 0; pixel < pixels; pixel++) {
                int offset = pixel / width * geometry.xRow() + pixel % width * geometry.xPixel();
                String x = plus("at", offset + part);
                blocks.multiplyAdd(code, sums.get(part % parts * pixels + pixel), factor(part), "x", x);
            }
        }
        code.addStatement("f += $L", lanes(step));
        code.endControlFlow("while (++tap < $L.length)", taps(step));
        addParts(code, sums, pixels);
        storeSums(code, sums, pixels, width);
        type.addMethod(forwardHelper(name("tile", rows, width))
                .addJavadoc("One block of filters for $L$L.\n", pixels(rows, width), partsComment(parts))
                .addCode(code.build())
                .build());
    }

    private void beginSums(CodeBlock.Builder code, List<String> sums) {
        if (kernel.op().bias()) {
            blocks.load(code, sums.get(0), "b", "bAt");
        } else {
            blocks.zeros(code, sums.subList(0, 1));
        }
        blocks.copies(code, sums.subList(1, sums.size()), sums.get(0));
    }

    private void storeSums(CodeBlock.Builder code, List<String> sums, int pixels, int width) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int offset = pixel / width * kernel.y().rowPitch() + pixel % width * geometry.yPixel();
            ActivationPass.store(code, blocks, activation, sums.get(pixel), "y", plus("yAt", offset));
        }
    }

    /** The same, for each channel of a kernel row column after column, each read once for all pixels that it lies under. */
    private void tileByColumns(int rows, int width) {
        List<String> sums = names("y", rows * width);
        int taps = geometry.kernelWidth();
        CodeBlock.Builder code = CodeBlock.builder();
        beginSums(code, sums);
        code.addStatement("int channel = 0");
        code.beginControlFlow("do");
        code.addStatement("int at = xAt + CHANNELS[channel]");
        code.addStatement("int f = wAt + WEIGHTS[channel]");
        for (int tap = 0; tap < taps; tap++) {
            blocks.load(code, factor(tap), "w", plus("f", tap * geometry.channels() * blocks.longest()));
        }
        TileColumns columns = new TileColumns(width, geometry.columnStride(), taps, 1);
        for (int row = 0; row < rows; row++) {
            int first = row * width;
            int rowAt = row * geometry.xRow();
            columns.uses().forEach((column, uses) -> {
                String value = "x" + (first == 0 ? "" : first / width + "_") + column;
                blocks.broadcast(code, value, "x", plus("at", rowAt + column * geometry.kernelColumn()));
                for (TileColumns.Use use : uses) {
                    blocks.multiplyAdd(code, sums.get(first + use.pixel()), factor(use.tap()), value);
                }
            });
        }
        code.endControlFlow("while (++channel < CHANNELS.length)");
        storeSums(code, sums, sums.size(), width);
        type.addMethod(forwardHelper(name("tile", rows, width))
                .addJavadoc("One block of filters for $L.\n", pixels(rows, width))
                .addCode(code.build())
                .build());
    }

    private void columnTables() {
        int channels = geometry.channels();
        int rows = geometry.window().height();
        table(
                "CHANNELS",
                "Where the first column's inputs begin, channel after channel of kernel row after kernel row.\n",
                CodeBlock.of("$T.distances($L, $L, 1, 0, $L, 1)", Names.TAPS, rows, geometry.kernelRow(), channels));
        int perTap = blocks.longest();
        table(
                "WEIGHTS",
                "Where the first column's weights begin, in the same order.\n",
                CodeBlock.of(
                        "$T.distances($L, $L, $L, $L, 1, 1)",
                        Names.TAPS,
                        rows,
                        geometry.kernelWidth() * channels * perTap,
                        channels,
                        perTap));
    }

    private String lanes(int blocksOfFilters) {
        return blocksOfFilters == 1 ? blocks.lanes() : blocksOfFilters + " * " + blocks.lanes();
    }

    /** Taps of a run that are written one after the other: two or three, if they divide it and the body stays short. */
    private int tapsTogether(int sums) {
        int vectors = blocks.variables("y").size();
        return IntStream.of(2, 3)
                .filter(step -> geometry.runLength() % step == 0 && step * sums * vectors <= LONGEST_BODY)
                .findFirst()
                .orElse(1);
    }

    /**
     * The table of where every so many-th tap begins. Going by a table is faster than nested loops over rows and taps, for
     * which the JIT compiler sets up three loops a row to check indices once.
     */
    private String taps(int step) {
        String name = step == 1 ? "TAPS" : "TAPS_BY_" + step;
        if (tables.add(step)) {
            String every = step == 1 ? "each tap" : step == 2 ? "every second tap" : "every third tap";
            table(
                    name,
                    "Where the inputs of " + every + " begin, in the order of the weights.\n",
                    CodeBlock.of(
                            "$T.distances($L, $L, $L, $L, $L, $L)",
                            Names.TAPS,
                            geometry.window().height(),
                            geometry.kernelRow(),
                            geometry.runs(),
                            geometry.kernelColumn(),
                            geometry.runLength(),
                            step));
        }
        return name;
    }
}
