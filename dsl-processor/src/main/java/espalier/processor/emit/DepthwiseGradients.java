package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradients of weights, bias and input. Blocks of channels begin at whole multiples of the lanes; spare lanes of the
 * last are left out of the input's gradient, and land among the packing's spare weights in that of the weights.
 */
record DepthwiseGradients(DepthwiseGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {

    private static final int MOST_BIAS_SUMS = 8;

    /** With four pixels, nine sums are so many vector operations that C2 may stop inlining them, and boxes what is left. */
    private static final int PIXELS_AT_ONCE = 2;

    void write() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int c = 0; c < $L; c += $L)", geometry.channels(), blocks.lanes());
        int height = geometry.window().height();
        List<Integer> heights =
                Tiles.split(height, Math.max(1, tapsAtOnce() / geometry.window().width()));
        Tiles.calls(
                code,
                heights,
                "u",
                (rows, u) -> code.addStatement(
                        "$L(x, $L + c, dy, $L + c, dw, $L)",
                        rowsName(rows),
                        at(plus("xAt", geometry.xOrigin()), u, geometry.kernelRow()),
                        dyAt(),
                        at("c", u, geometry.weightRow())));
        if (geometry.op().bias()) {
            code.addStatement("biasGradient(dy, $L + c, db, c)", dyAt());
        }
        code.endControlFlow();
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
                        "{@code dw[c,u,v] += sum over i,j of dy[c,i,j] * $L}\n",
                        ConvolutionJavadoc.inputTerm(geometry.window()))
                .addCode(code.build())
                .build());
        heights.stream().distinct().forEach(this::kernelRows);
        if (geometry.op().bias()) {
            biasGradient();
        }
        inputGradient();
    }

    /** Declares {@code w0}, {@code w1}, ...: the weights of kernel row {@code u} for the block from channel c on. */
    static void loadKernelRow(CodeBlock.Builder code, BlockArithmetic blocks, DepthwiseGeometry geometry, String u) {
        String first = at("c", u, geometry.weightRow());
        for (int tap = 0; tap < geometry.window().width(); tap++) {
            blocks.load(code, "w" + tap, "w", plus(first, tap * geometry.weightPitch()));
        }
    }

    private boolean isVector() {
        return blocks.dialect() == Dialect.VECTOR;
    }

    private String dyAt() {
        return plus("dyAt", geometry.y().origin());
    }

    /** Sums of the weight gradient that are kept in registers. */
    private int tapsAtOnce() {
        return isVector() ? 12 : 4;
    }

    private static String rowsName(int rows) {
        return "kernelRow" + (rows == 1 ? "" : "s" + rows);
    }

    /** The largest number of neighbouring pixels up to {@code most} that an output row is a multiple of. */
    private int neighbours(int most) {
        return IntStream.rangeClosed(1, most)
                .filter(count -> geometry.outputWidth() % count == 0)
                .max()
                .getAsInt();
    }

    private void kernelRows(int rows) {
        int kernelWidth = geometry.window().width();
        int pixels = neighbours(isVector() ? PIXELS_AT_ONCE : 1);
        List<String> sums = Tiles.names("w", rows * kernelWidth);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int tap = 0; tap < sums.size(); tap++) {
            blocks.load(code, sums.get(tap), "dw", plus("dwAt", tap * geometry.weightPitch()));
        }
        String i = Tiles.open(code, "i", geometry.outputHeight(), 1, "output row");
        String j = Tiles.open(code, "j", geometry.outputWidth(), pixels, "output column");
        code.addStatement("int from = $L", at(at("dyAt", i, geometry.y().rowPitch()), j, geometry.channels()));
        for (int pixel = 0; pixel < pixels; pixel++) {
            blocks.load(code, "g" + pixel, "dy", plus("from", pixel * geometry.channels()));
        }
        code.addStatement("int at = $L", at(at("xAt", i, geometry.xRow()), j, geometry.xPixel()));
        TileColumns columns = new TileColumns(geometry.window(), pixels);
        for (int row = 0; row < rows; row++) {
            int firstTap = row * kernelWidth;
            String suffix = rows == 1 ? "" : "of" + row;
            int offset = row * geometry.kernelRow();
            columns.uses().forEach((column, uses) -> {
                String x = "x" + column + suffix;
                blocks.load(code, x, "x", plus("at", offset + column * geometry.channels()));
                uses.forEach(use -> blocks.multiplyAdd(code, sums.get(firstTap + use.tap()), x, "g" + use.pixel()));
            });
        }
        Tiles.close(code, i, j);
        for (int tap = 0; tap < sums.size(); tap++) {
            blocks.store(code, sums.get(tap), "dw", plus("dwAt", tap * geometry.weightPitch()));
        }
        type.addMethod(KernelClasses.helper(
                        rowsName(rows),
                        floats("x"),
                        integer("xAt"),
                        floats("dy"),
                        integer("dyAt"),
                        floats("dw"),
                        integer("dwAt"))
                .addJavadoc("$L of one block of channels.\n", Text.capitalized(Text.count(rows, "kernel row")))
                .addCode(code.build())
                .build());
    }

    /** {@code db[c] += sum over i,j of dy[c,i,j]}, with a sum a column of pixels, so that they run side by side. */
    private void biasGradient() {
        int columns = neighbours(isVector() ? MOST_BIAS_SUMS : 2);
        List<String> sums = Tiles.names("b", columns);
        CodeBlock.Builder code = CodeBlock.builder();
        blocks.load(code, "b0", "db", "c");
        blocks.zeros(code, sums.subList(1, sums.size()));
        String i = Tiles.open(code, "i", geometry.outputHeight(), 1, "output row");
        String j = Tiles.open(code, "j", geometry.outputWidth(), columns, "output column");
        code.addStatement("int from = $L", at(at("dyAt", i, geometry.y().rowPitch()), j, geometry.channels()));
        for (int column = 0; column < columns; column++) {
            blocks.load(code, "g" + column, "dy", plus("from", column * geometry.channels()));
            blocks.add(code, sums.get(column), "g" + column);
        }
        Tiles.close(code, i, j);
        sums.stream().skip(1).forEach(sum -> blocks.add(code, "b0", sum));
        blocks.store(code, "b0", "db", "c");
        type.addMethod(KernelClasses.helper("biasGradient", floats("dy"), integer("dyAt"), floats("db"), integer("c"))
                .addJavadoc("{@code db[c] += sum over i,j of dy[c,i,j]}, one block of channels.\n")
                .addCode(code.build())
                .build());
    }

    private void inputGradient() {
        CodeBlock.Builder code = CodeBlock.builder();
        String i = Tiles.open(code, "i", geometry.outputHeight(), 1, "");
        code.beginControlFlow("for (int c = 0; c < $L; c += $L)", geometry.channels(), blocks.lanes());
        code.addStatement(
                "inputGradient(dy, $L + c, w, c, dx, $L + c)",
                at(dyAt(), i, geometry.y().rowPitch()),
                at(plus("dxAt", geometry.xOrigin()), i, geometry.xRow()));
        code.endControlFlow();
        Tiles.close(code, i);
        type.addMethod(InputGradientMethod.of(InputGradientMethod.OF_ONE_CHANNEL, geometry.window(), code.build()));

        List<Integer> widths = Tiles.split(geometry.outputWidth(), geometry.tilePixels(isVector() ? 8 : 2));
        CodeBlock.Builder row = CodeBlock.builder();
        Tiles.calls(
                row,
                widths,
                "j",
                (width, j) -> row.addStatement(
                        "spread$L(dy, $L, w, c, dx, $L)",
                        width,
                        at("dyAt", j, geometry.channels()),
                        at("dxAt", j, geometry.xPixel())));
        type.addMethod(inputGradientHelper("inputGradient")
                .addJavadoc("What a row of output adds to the inputs that it was computed from.\n")
                .addCode(row.build())
                .build());
        widths.stream().distinct().forEach(this::spread);
    }

    private static MethodSpec.Builder inputGradientHelper(String name) {
        return KernelClasses.helper(
                name, floats("dy"), integer("dyAt"), floats("w"), integer("c"), floats("dx"), integer("dxAt"));
    }

    private void spread(int pixels) {
        boolean masks = isVector() && !geometry.blocksAreFull();
        CodeBlock.Builder code = CodeBlock.builder();
        if (masks) {
            code.addStatement(
                    "$T beyond =$W$T.NUMBERS.compare($T.GE, (float) ($L - c))",
                    Names.FLOAT_MASK,
                    Names.LANES,
                    Names.VECTOR_OPERATORS,
                    geometry.channels());
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            String g = "g" + pixel;
            blocks.load(code, g, "dy", plus("dyAt", pixel * geometry.channels()));
            if (masks) {
                code.addStatement("$L = $L.blend(0f, beyond)", g, g);
            }
        }
        String u = Tiles.open(code, "u", geometry.window().height(), 1, "kernel row");
        code.addStatement("int row = $L", at("dxAt", u, geometry.kernelRow()));
        loadKernelRow(code, blocks, geometry, u);
        new TileColumns(geometry.window(), pixels).uses().forEach((column, uses) -> {
            String d = "d" + column;
            String place = plus("row", column * geometry.channels());
            blocks.load(code, d, "dx", place);
            uses.forEach(use -> blocks.multiplyAdd(code, d, "w" + use.tap(), "g" + use.pixel()));
            blocks.store(code, d, "dx", place);
        });
        Tiles.close(code, u);
        type.addMethod(inputGradientHelper("spread" + pixels)
                .addJavadoc("One block of channels from $L.\n", Text.count(pixels, "output pixel"))
                .addCode(code.build())
                .build());
    }
}
