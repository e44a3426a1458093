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
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import java.util.List;

/**
 * The methods of a convolution in the scalar dialect. Each pass is a nest of loops around a {@link ScalarLoop}: forward
 * sums filters of a few pixels over taps; the weight gradient filters of a few taps over pixels; the input gradient taps
 * of a few pixels over filters.
 */
final class ScalarConvolution {

    /** Filters of a block: the sums and factors of a loop over so many fill half of a first-level cache. */
    private static final int MOST_FILTERS = 1024;

    private final Kernel.Convolution kernel;
    private final ConvolutionGeometry geometry;
    private final TypeSpec.Builder type;
    private final ScalarLoop forward;
    private final ScalarLoop weights;
    private final ScalarLoop input;

    ScalarConvolution(Kernel.Convolution kernel, ConvolutionGeometry geometry, TypeSpec.Builder type) {
        this.kernel = kernel;
        this.geometry = geometry;
        this.type = type;
        int width = geometry.outputWidth();
        int run = geometry.runLength();
        int filters = filtersPerBlock(geometry);
        forward = ScalarLoop.best(filters, width, pixels -> true, taps -> run % taps == 0);
        weights = ScalarLoop.best(filters, run, taps -> run % taps == 0, pixels -> width % pixels == 0);
        input = ScalarLoop.best(run, width, pixels -> true, count -> geometry.filters() % count == 0);
    }

    /** The filters that are summed side by side: those of a group, or an equal share of many. */
    static int filtersPerBlock(ConvolutionGeometry geometry) {
        int blocks = (geometry.filters() + MOST_FILTERS - 1) / MOST_FILTERS;
        return (geometry.filters() + blocks - 1) / blocks;
    }

    void write() {
        int scratch =
                kernel.backward() ? Math.max(forward.size(), Math.max(weights.size(), input.size())) : forward.size();
        returning("rows", geometry.outputHeight());
        returning("scratch", scratch);
        forward();
        pixels();
        if (kernel.backward()) {
            ActivationPass.backward(type, Dialect.SCALAR, kernel.activation(), kernel.y());
            backwardWeights();
            backwardInput();
        }
    }

    private void returning(String name, int value) {
        type.addMethod(KernelClasses.override(name)
                .returns(TypeName.INT)
                .addStatement("return $L", value)
                .build());
    }

    private void forward() {
        CodeBlock.Builder code = CodeBlock.builder();
        openBlocks(code);
        code.beginControlFlow("for (int i = fromRow; i < toRow; i++)");
        String j = openPixels(code, forward.sums());
        code.addStatement(
                "pixels(x, $L, w$L$L, y, $L, scratch)",
                xAt("xAt", "i", j),
                isOneBlock() ? "" : ", block * " + geometry.window().height() * perKernelRow() * forward.length(),
                !kernel.op().bias() ? "" : isOneBlock() ? ", b" : ", b, block * " + forward.length(),
                yAt("yAt", "i", j));
        close(code, j);
        code.endControlFlow();
        closeBlocks(code);
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

    private void pixels() {
        int filters = forward.length();
        CodeBlock.Builder code = CodeBlock.builder();
        if (kernel.op().bias()) {
            String p = open(code, "p", forward.sums(), 1, "");
            code.addStatement(
                    "$T.arraycopy(b, $L, s, $L, $L)",
                    System.class,
                    isOneBlock() ? "0" : "bAt",
                    sum(List.of(p), List.of(filters)),
                    filters);
            close(code, p);
        } else {
            clear(code, forward);
        }
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String t = open(code, "t", geometry.runLength(), forward.terms(), runComment());
        copyRows(code, "w", plusTap(isOneBlock() ? "0" : "wAt", u, v, t, filters), forward);
        code.addStatement("addTaps(s, x, $L)", inputOf("xAt", u, v, t));
        close(code, t, v, u);
        if (kernel.activation().kind() != ActivationKind.NONE) {
            code.beginControlFlow("for (int n = 0; n < $L; n++)", forward.sumsSize());
            code.addStatement("float a = s[n]");
            code.addStatement("s[n] = $L", ActivationCode.scalar(kernel.activation(), "a"));
            code.endControlFlow();
        }
        if (filters == geometry.yPixel()) {
            code.addStatement("$T.arraycopy(s, 0, y, yAt, $L)", System.class, forward.sumsSize());
        } else {
            String p = open(code, "p", forward.sums(), 1, "");
            code.addStatement(
                    "$T.arraycopy(s, $L, y, $L, $L)",
                    System.class,
                    sum(List.of(p), List.of(filters)),
                    at("yAt", p, geometry.yPixel()),
                    filters);
            close(code, p);
        }
        MethodSpec.Builder method = KernelClasses.helper("pixels", floats("x"), integer("xAt"), floats("w"));
        if (!isOneBlock()) {
            method.addParameter(integer("wAt"));
        }
        if (kernel.op().bias()) {
            method.addParameter(floats("b"));
            if (!isOneBlock()) {
                method.addParameter(integer("bAt"));
            }
        }
        method.addParameter(floats("y")).addParameter(integer("yAt")).addParameter(floats("s"));
        type.addMethod(method.addJavadoc(
                        "$L of a row: in s stand their sums, then $L.\n",
                        Text.capitalized(Text.count(forward.sums(), "pixel")),
                        "the filters of " + Text.count(forward.terms(), "tap"))
                .addCode(code.build())
                .build());
        type.addMethod(forward.method("addTaps", "k", "x", geometry.xPixel(), 1)
                .addJavadoc("{@code y[k,j] += w[k,t] * x[j,t]}, the taps t in s.\n")
                .build());
    }

    private void backwardWeights() {
        CodeBlock.Builder code = CodeBlock.builder();
        openBlocks(code);
        String base = isOneBlock() ? "0" : "block * " + geometry.window().height() * perKernelRow() * weights.length();
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        String t = open(code, "t", geometry.runLength(), weights.sums(), runComment());
        code.addStatement("int to = $L", plusTap(base, u, v, t, weights.length()));
        code.addStatement("$T.arraycopy(dw, to, scratch, 0, $L)", System.class, weights.sumsSize());
        String i = open(code, "i", geometry.outputHeight(), 1, "");
        String j = open(code, "j", geometry.outputWidth(), weights.terms(), "");
        String from = yAt("dyAt", i, j);
        if (weights.length() == geometry.yPixel()) {
            code.addStatement(
                    "$T.arraycopy(dy, $L, scratch, $L, $L)",
                    System.class,
                    from,
                    weights.sumsSize(),
                    weights.terms() * weights.length());
        } else {
            for (int term = 0; term < weights.terms(); term++) {
                code.addStatement(
                        "$T.arraycopy(dy, $L, scratch, $L, $L)",
                        System.class,
                        from + (term == 0 ? "" : " + " + term * geometry.yPixel()),
                        weights.sumsSize() + term * weights.length(),
                        weights.length());
            }
        }
        code.addStatement("addPixels(scratch, x, $L)", inputOf(xAt("xAt", i, j), u, v, t));
        close(code, j, i);
        code.addStatement("$T.arraycopy(scratch, 0, dw, to, $L)", System.class, weights.sumsSize());
        close(code, t, v, u);
        if (kernel.op().bias()) {
            i = open(code, "i", geometry.outputHeight(), 1, "");
            j = open(code, "j", geometry.outputWidth(), 1, "");
            code.addStatement("int at = $L", yAt("dyAt", i, j));
            code.beginControlFlow("for (int n = 0; n < $L; n++)", weights.length());
            code.addStatement("db[$L] += dy[at + n]", isOneBlock() ? "n" : "block * " + weights.length() + " + n");
            code.endControlFlow();
            close(code, j, i);
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
        type.addMethod(weights.method("addPixels", "k", "x", 1, geometry.xPixel())
                .addJavadoc("{@code dw[k,t] += dy[k,j] * x[j,t]}, the pixels j in s.\n")
                .build());
    }

    private void backwardInput() {
        int run = geometry.runLength();
        CodeBlock.Builder code = CodeBlock.builder();
        String group = open(code, "group", geometry.groups(), 1, "");
        String i = open(code, "i", geometry.outputHeight(), 1, "");
        String j = openPixels(code, input.sums());
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        code.addStatement("$T.fill(scratch, 0, $L, 0f)", java.util.Arrays.class, input.sumsSize());
        String k = open(code, "k", geometry.filters(), input.terms(), "");
        int perRun = geometry.filters() * run;
        int perRow = geometry.runs() * perRun;
        code.addStatement(
                "$T.arraycopy(w, $L, scratch, $L, $L)",
                System.class,
                sum(List.of(group, u, v, k), List.of(geometry.window().height() * perRow, perRow, perRun, run)),
                input.sumsSize(),
                input.terms() * run);
        code.addStatement(
                "addFilters(scratch, dy, $L)",
                at(
                        at(
                                at(
                                        at(
                                                plus("dyAt", kernel.y().origin()),
                                                i,
                                                kernel.y().rowPitch()),
                                        j,
                                        geometry.yPixel()),
                                group,
                                geometry.filters()),
                        k,
                        1));
        close(code, k);
        boolean repeats = geometry.outputWidth() % input.sums() != 0;
        if (input.sums() > 1) {
            code.beginControlFlow("for (int p = $L; p < $L; p++)", repeats ? "j - first" : "0", input.sums());
        }
        String p = input.sums() > 1 ? "p" : "0";
        String to = at(at(plus("dxAt", geometry.xOrigin()), i, geometry.xRow()), j, geometry.xPixel());
        to = at(at(at(to, group, geometry.channels()), u, geometry.kernelRow()), v, geometry.kernelColumn());
        code.addStatement("int to = $L", at(to, p, geometry.xPixel()));
        code.beginControlFlow("for (int t = 0; t < $L; t++)", run);
        code.addStatement("dx[to + t] += scratch[$L]", sum(List.of(p, "t"), List.of(run, 1)));
        code.endControlFlow();
        if (input.sums() > 1) {
            code.endControlFlow();
        }
        close(code, v, u, j, i, group);
        type.addMethod(KernelClasses.override(
                        "backwardInput",
                        floats("dy"),
                        integer("dyAt"),
                        floats("w"),
                        floats("dx"),
                        integer("dxAt"),
                        floats("scratch"))
                .addJavadoc(
                        "{@code d$L += sum over k of w[k,c,u,v] * dy[k,i,j]}, for all i, j, u and v.\n",
                        ConvolutionJavadoc.inputTerm(geometry.window()))
                .addCode(code.build())
                .build());
        type.addMethod(input.method("addFilters", "t", "dy", geometry.yPixel(), 1)
                .addJavadoc("{@code dx[j,t] += w[k,t] * dy[k,j]}, the filters k in s.\n")
                .build());
    }

    /** Whether the weights of all filters are one block. */
    private boolean isOneBlock() {
        return geometry.groups() == 1 && forward.length() == geometry.filters();
    }

    /** Declares {@code k}, the block's first filter, and with groups {@code c}, its first channel. */
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

    /** Opens a loop over a row, so many pixels at a time, and returns the first of them. */
    private String openPixels(CodeBlock.Builder code, int pixels) {
        int width = geometry.outputWidth();
        String j = open(code, "j", width, pixels, width % pixels == 0 ? "" : "the last pixels with some before");
        if (width % pixels == 0) {
            return j;
        }
        code.addStatement("int first = $T.min(j, $L)", Math.class, width - pixels);
        return "first";
    }

    private static void clear(CodeBlock.Builder code, ScalarLoop loop) {
        code.addStatement("$T.fill(s, 0, $L, 0f)", java.util.Arrays.class, loop.sumsSize());
    }

    private static void copyRows(CodeBlock.Builder code, String array, String from, ScalarLoop loop) {
        code.addStatement(
                "$T.arraycopy($L, $L, s, $L, $L)",
                System.class,
                array,
                from,
                loop.sumsSize(),
                loop.terms() * loop.length());
    }

    private String runComment() {
        return geometry.runs() == 1 && geometry.kernelWidth() > 1
                ? "kernel column and input channel, contiguous in x"
                : "input channel";
    }

    private int perKernelRow() {
        return geometry.kernelWidth() * geometry.channels();
    }

    /** Where the filters of a tap stand among the packed weights. */
    private String plusTap(String base, String u, String v, String t, int filters) {
        String tap = sum(List.of(u, v, t), List.of(perKernelRow() * filters, geometry.channels() * filters, filters));
        return base.equals("0") ? tap : tap.equals("0") ? base : base + " + " + tap;
    }

    private String inputOf(String base, String u, String v, String t) {
        return at(at(at(base, u, geometry.kernelRow()), v, geometry.kernelColumn()), t, 1);
    }

    private String xAt(String base, String i, String j) {
        return at(at(plus(base, geometry.xOrigin()), i, geometry.xRow()), j, geometry.xPixel())
                + (isOneBlock() || geometry.groups() == 1 ? "" : " + c");
    }

    private String yAt(String base, String i, String j) {
        return at(at(plus(base, kernel.y().origin()), i, kernel.y().rowPitch()), j, geometry.yPixel())
                + (isOneBlock() ? "" : " + k");
    }
}
