package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;
import static espalier.processor.emit.Offsets.sum;
import static espalier.processor.emit.Tiles.close;
import static espalier.processor.emit.Tiles.open;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import java.util.Arrays;
import java.util.List;

/**
 * The methods of a convolution in the scalar dialect. Each pass is a nest of loops around the one that adds up rows, which is
 * the run time's {@code RowSums}: forward sums filters of a few pixels over taps; the weight gradient filters of a few taps
 * over pixels; the input gradient taps of a few pixels over filters.
 */
final class ScalarConvolution {

    /** Rows of sums, rows of factors, and their greatest length: those of {@code RowSums}. */
    static final int SUMS = 8;

    static final int FACTORS = 2;
    static final int LONGEST = 2048;

    /** Weights that are gone through again for each few pixels: half of a second-level cache. */
    private static final int CACHED_BYTES = 1024 * 1024;

    private final Kernel.Convolution kernel;
    private final ConvolutionGeometry geometry;
    private final TypeSpec.Builder type;
    private final int filters;
    private final int run;

    ScalarConvolution(Kernel.Convolution kernel, ConvolutionGeometry geometry, TypeSpec.Builder type) {
        this.kernel = kernel;
        this.geometry = geometry;
        this.type = type;
        this.filters = filtersPerBlock(geometry);
        this.run = geometry.runLength();
    }

    /** The filters that are summed side by side: those of a group, or an equal share of many. */
    static int filtersPerBlock(ConvolutionGeometry geometry) {
        return rowLength(geometry.filters());
    }

    /** The taps that are summed side by side for the gradient of the input: those of a run, or an equal share of many. */
    static int tapsPerBlock(ConvolutionGeometry geometry) {
        return rowLength(geometry.runLength());
    }

    private static int rowLength(int values) {
        int rows = (values + LONGEST - 1) / LONGEST;
        return (values + rows - 1) / rows;
    }

    void write() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        CodeBlock rectifier = SharedConvolution.rectifier(constructor, kernel);
        type.addMethod(constructor
                .addStatement("super(PACKING, $L, $L)", geometry.outputHeight(), rectifier)
                .build());
        forward();
        activation();
        if (kernel.backward()) {
            ActivationPass.backwardActivation(type, kernel.activation(), kernel.y());
            backwardWeights();
            backwardInput();
        }
    }

    /** A rectifier is the base class's, any other activation this one's. */
    private void activation() {
        ActivationFunction activation = kernel.activation();
        if (activation.isRectifier()) {
            return;
        }
        type.addMethod(ActivationPass.activate(
                        KernelClasses.inherited("activate", floats("y"), integer("at"), integer("count")),
                        Dialect.SCALAR,
                        activation)
                .build());
        if (kernel.backward()) {
            type.addMethod(ActivationPass.throughActivation(
                            KernelClasses.inherited(
                                    "throughActivation",
                                    floats("y"),
                                    integer("yAt"),
                                    floats("dy"),
                                    integer("dyAt"),
                                    integer("count")),
                            Dialect.SCALAR,
                            activation)
                    .build());
        }
    }

    private void forward() {
        CodeBlock.Builder code = CodeBlock.builder();
        openBlocks(code);
        if (4L * geometry.window().height() * geometry.runs() * run * filters > CACHED_BYTES) {
            forwardByPieces(code);
        } else {
            forwardByPixels(code);
        }
        closeBlocks(code);
        if (kernel.activation().kind() != ActivationKind.NONE) {
            ActivationPass.rows(code, kernel.y(), "fromRow", "toRow");
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
    }

    /** Each pixel's sums over all taps. */
    private void forwardByPixels(CodeBlock.Builder code) {
        code.beginControlFlow("for (int i = fromRow; i < toRow; i++)");
        String j = openShare(code, "j", geometry.outputWidth(), SUMS, "");
        String pixels = share(code, "pixels", j, geometry.outputWidth(), SUMS);
        if (kernel.op().bias()) {
            rows(code, "load(scratch, $L, $L, b,$W$L, 0)", pixels, filters, biasAt());
        } else {
            rows(code, "clear(scratch, $L, $L)", pixels, filters);
        }
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String t = openShare(code, "t", run, FACTORS, runComment());
        addTaps(code, pixels, share(code, "taps", t, run, FACTORS), j, u, v, t);
        close(code, t, v, u);
        storePixels(code, pixels, j);
        close(code, j);
        code.endControlFlow();
    }

    /** All pixels' sums over a piece of the taps, whose weights stay in the cache, then over the next. */
    private void forwardByPieces(CodeBlock.Builder code) {
        int piece = tapsPerPiece();
        code.beginControlFlow("for (int i = fromRow; i < toRow; i++)");
        String j = open(code, "j", geometry.outputWidth(), 1, "");
        String y = outputAt("yAt", "i", j);
        if (kernel.op().bias()) {
            code.addStatement("$T.arraycopy(b, $L, y,$W$L, $L)", System.class, biasAt(), y, filters);
        } else {
            code.addStatement("int at = $L", y);
            code.addStatement("$T.fill(y, at, at + $L, 0f)", Arrays.class, filters);
        }
        close(code, j);
        code.endControlFlow();
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String first = open(code, "first", run, piece, "taps whose weights stay in the cache");
        code.beginControlFlow("for (int i = fromRow; i < toRow; i++)");
        j = openShare(code, "j", geometry.outputWidth(), SUMS, "");
        String pixels = share(code, "pixels", j, geometry.outputWidth(), SUMS);
        String place = outputAt("yAt", "i", j);
        rows(code, "load(scratch, $L, $L, y,$W$L, $L)", pixels, filters, place, geometry.yPixel());
        String from = first.equals("0") ? "" : first + " + ";
        code.add("for (int t = $L; t < $L$L; t += $L) { // $L\n", first, from, piece, FACTORS, runComment())
                .indent();
        addTaps(code, pixels, share(code, "taps", "t", piece, FACTORS), j, u, v, "t");
        code.endControlFlow();
        storePixels(code, pixels, j);
        close(code, j);
        code.endControlFlow();
        close(code, first, v, u);
    }

    /** The run, or an even share of it of which the weights stay in the cache. */
    private int tapsPerPiece() {
        for (int pieces = 1; pieces <= run / FACTORS; pieces++) {
            int taps = run / pieces;
            if (run % pieces == 0 && taps % FACTORS == 0 && 4L * taps * filters <= CACHED_BYTES) {
                return taps;
            }
        }
        return run;
    }

    private void addTaps(CodeBlock.Builder code, String pixels, String taps, String j, String u, String v, String t) {
        rows(code, "factors(scratch, $L, $L, w,$W$L, $L)", taps, filters, weightAt(u, v, t), filters);
        rows(
                code,
                "add(scratch, $L, $L, $L, x,$W$L, $L, 1)",
                pixels,
                taps,
                filters,
                inputAt("xAt", "i", j, u, v, t),
                geometry.xPixel());
    }

    private void storePixels(CodeBlock.Builder code, String pixels, String j) {
        rows(code, "store(scratch, $L, $L, y,$W$L, $L)", pixels, filters, outputAt("yAt", "i", j), geometry.yPixel());
    }

    private String biasAt() {
        return isOneBlock() ? "0" : "block * " + filters;
    }

    private void backwardWeights() {
        CodeBlock.Builder code = CodeBlock.builder();
        openBlocks(code);
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String t = openShare(code, "t", run, SUMS, runComment());
        String taps = share(code, "taps", t, run, SUMS);
        rows(code, "load(scratch, $L, $L, dw,$W$L, $L)", taps, filters, weightAt(u, v, t), filters);
        String i = open(code, "i", geometry.outputHeight(), 1, "");
        String j = openShare(code, "j", geometry.outputWidth(), FACTORS, "");
        String pixels = share(code, "pixels", j, geometry.outputWidth(), FACTORS);
        rows(code, "factors(scratch, $L, $L, dy,$W$L, $L)", pixels, filters, outputAt("dyAt", i, j), geometry.yPixel());
        rows(
                code,
                "add(scratch, $L, $L, $L, x,$W$L, 1, $L)",
                taps,
                pixels,
                filters,
                inputAt("xAt", i, j, u, v, t),
                geometry.xPixel());
        close(code, j, i);
        rows(code, "store(scratch, $L, $L, dw,$W$L, $L)", taps, filters, weightAt(u, v, t), filters);
        close(code, t, v, u);
        if (kernel.op().bias()) {
            biasGradient(code);
        }
        closeBlocks(code);
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
    }

    private void biasGradient(CodeBlock.Builder code) {
        String i = open(code, "i", geometry.outputHeight(), 1, "");
        rows(
                code,
                "addRows(dy,$W$L, $L, $L, $L, db, $L)",
                outputAt("dyAt", i, "0"),
                geometry.outputWidth(),
                geometry.yPixel(),
                filters,
                biasAt());
        close(code, i);
    }

    private void backwardInput() {
        int length = tapsPerBlock(geometry);
        int blocks = (run + length - 1) / length;
        CodeBlock.Builder code = CodeBlock.builder();
        String group = open(code, "group", geometry.groups(), 1, "");
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String q = open(code, "q", blocks, 1, "block of taps");
        String taps = Integer.toString(length);
        if (run % length != 0) {
            code.addStatement("int taps = $T.min($L, $L - q * $L)", Math.class, length, run, length);
            taps = "taps";
        }
        String i = open(code, "i", geometry.outputHeight(), 1, "");
        String j = openShare(code, "j", geometry.outputWidth(), SUMS, "");
        String pixels = share(code, "pixels", j, geometry.outputWidth(), SUMS);
        rows(code, "clear(scratch, $L, $L)", pixels, taps);
        String k = openShare(code, "k", geometry.filters(), FACTORS, "filter");
        String count = share(code, "filters", k, geometry.filters(), FACTORS);
        int perBlock = geometry.filters() * length;
        int perRun = blocks * perBlock;
        int perRow = geometry.runs() * perRun;
        String w = sum(
                List.of(group, u, v, q, k),
                List.of(geometry.window().height() * perRow, perRow, perRun, perBlock, length));
        rows(code, "factors(scratch, $L, $L, w,$W$L, $L)", count, taps, w, length);
        String dy = at(at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()), j, geometry.yPixel());
        rows(
                code,
                "add(scratch, $L, $L, $L, dy,$W$L, $L, 1)",
                pixels,
                count,
                taps,
                at(at(dy, group, geometry.filters()), k, 1),
                geometry.yPixel());
        close(code, k);
        String dx = at(at(plus("dxAt", geometry.xOrigin()), i, geometry.xRow()), j, geometry.xPixel());
        dx = at(at(at(dx, group, geometry.channels()), u, geometry.kernelRow()), v, geometry.kernelColumn());
        rows(code, "addTo(scratch, $L, $L, dx,$W$L, $L)", pixels, taps, at(dx, q, length), geometry.xPixel());
        close(code, j, i, q, v, u, group);
        type.addMethod(InputGradientMethod.of(InputGradientMethod.SUM, geometry.window(), code.build()));
    }

    /** A call of a method of {@code RowSums}. */
    private static void rows(CodeBlock.Builder code, String call, Object... arguments) {
        code.addStatement("$T.$L", Names.ROW_SUMS, CodeBlock.of(call, arguments));
    }

    /** Opens a loop from 0 to {@code count}, {@code step} at a time, and returns its variable. */
    private static String openShare(CodeBlock.Builder code, String variable, int count, int step, String comment) {
        return open(code, variable, count, Math.min(step, count), comment);
    }

    /** How many of {@code count} are left from {@code variable} on, at most {@code step}: a number where it is always the same. */
    private static String share(CodeBlock.Builder code, String name, String variable, int count, int step) {
        if (count <= step || count % step == 0) {
            return Integer.toString(Math.min(count, step));
        }
        code.addStatement("int $L = $T.min($L, $L - $L)", name, Math.class, step, count, variable);
        return name;
    }

    /** Whether the weights of all filters are one block. */
    private boolean isOneBlock() {
        return geometry.groups() == 1 && filters == geometry.filters();
    }

    /** Goes through the blocks; declares {@code k}, the block's first filter, and with groups {@code c}, its first channel. */
    private void openBlocks(CodeBlock.Builder code) {
        if (isOneBlock()) {
            return;
        }
        code.beginControlFlow("for (int block = 0; block < PACKING.blocks(); block++)");
        code.addStatement("int k = PACKING.firstFilter(block)");
        if (geometry.groups() > 1) {
            code.addStatement("int c = PACKING.firstChannel(block)");
        }
    }

    private void closeBlocks(CodeBlock.Builder code) {
        if (!isOneBlock()) {
            code.endControlFlow();
        }
    }

    private String runComment() {
        return geometry.runs() == 1 && geometry.kernelWidth() > 1
                ? "kernel column and input channel, contiguous in x"
                : "input channel";
    }

    /** Where the filters of a tap stand among the packed weights. */
    private String weightAt(String u, String v, String t) {
        int perColumn = geometry.channels() * filters;
        int perRow = geometry.kernelWidth() * perColumn;
        String tap = sum(List.of(u, v, t), List.of(perRow, perColumn, filters));
        if (isOneBlock()) {
            return tap;
        }
        String block = "block * " + geometry.window().height() * perRow;
        return tap.equals("0") ? block : block + " + " + tap;
    }

    private String inputAt(String base, String i, String j, String u, String v, String t) {
        String pixel = at(at(plus(base, geometry.xOrigin()), i, geometry.xRow()), j, geometry.xPixel());
        String tap = at(at(at(pixel, u, geometry.kernelRow()), v, geometry.kernelColumn()), t, 1);
        return geometry.groups() == 1 ? tap : tap + " + c";
    }

    private String outputAt(String base, String i, String j) {
        String pixel = at(at(plus(base, kernel.y().origin()), i, kernel.y().rowPitch()), j, geometry.yPixel());
        return isOneBlock() ? pixel : pixel + " + k";
    }
}
