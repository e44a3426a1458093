package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Layout;
import java.util.List;

/**
 * Forward. Where a vector fits the channels, the last block begins early enough to end with the last channel, so that no
 * store reaches into the next pixel. Otherwise the spare lanes do, and pixels are written from the first to the last.
 */
record DepthwiseForward(
        DepthwiseGeometry geometry, ActivationFunction activation, BlockArithmetic blocks, TypeSpec.Builder type) {

    private static final int VECTOR_PIXELS = 8;
    private static final int SCALAR_PIXELS = 2;

    void write() {
        boolean overrun = mayOverrun();
        boolean dividable = !overrun || !geometry.y().isContiguous();
        if (!dividable) {
            type.addField(KernelClasses.constant(
                    "ROWS_PER_PART",
                    "LANES.length() > " + geometry.channels() + " ? " + geometry.outputHeight() + " : 1"));
        }
        if (!blocksAreFull()) {
            type.addField(
                    KernelClasses.constant("LAST_BLOCK", "Math.max(0, " + geometry.channels() + " - LANES.length())"));
        }
        type.addMethod(KernelClasses.override("rows")
                .returns(TypeName.INT)
                .addStatement("return $L", geometry.outputHeight() + (dividable ? "" : " / ROWS_PER_PART"))
                .build());
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
                .addCode(forward(dividable))
                .build());
        outputRow();
        if (ActivationPass.isSeparate(activation)) {
            ActivationPass.method(type, blocks.dialect(), activation);
        }
    }

    private CodeBlock forward(boolean dividable) {
        Layout y = geometry.y();
        CodeBlock.Builder code = CodeBlock.builder();
        String from = dividable ? "fromRow" : "from";
        String to = dividable ? "toRow" : "to";
        if (!dividable) {
            code.addStatement("int from = fromRow * ROWS_PER_PART");
            code.addStatement("int to = toRow * ROWS_PER_PART");
        }
        code.beginControlFlow("for (int i = $L; i < $L; i++)", from, to);
        code.beginControlFlow("for (int c = 0; c < $L; c += $L)", geometry.channels(), blocks.lanes());
        String first = "c";
        if (!blocksAreFull()) {
            code.addStatement("int first = $T.min(c, LAST_BLOCK)", Math.class);
            first = "first";
        }
        code.addStatement(
                "outputRow(x, $L + $L, w$L, $L, y, $L + $L)",
                at(plus("xAt", geometry.xOrigin()), "i", geometry.xRow()),
                first,
                geometry.op().bias() ? ", b" : "",
                first,
                at(plus("yAt", y.origin()), "i", y.rowPitch()),
                first);
        code.endControlFlow();
        int rowEnd = y.origin() + geometry.outputWidth() * geometry.channels();
        if (mayOverrun() && !y.isContiguous()) {
            clear(code, at(plus("yAt", rowEnd), "i", y.rowPitch()));
        }
        code.endControlFlow();
        if (mayOverrun() && y.isContiguous() && !y.hasNoBorder()) {
            clear(code, plus("yAt", rowEnd + (geometry.outputHeight() - 1) * y.rowPitch()));
        }
        if (ActivationPass.isSeparate(activation)) {
            ActivationPass.rows(code, y, from, to);
        }
        return code.build();
    }

    private static void clear(CodeBlock.Builder code, String at) {
        code.add("// the border, into which the last pixel's spare lanes have run\n");
        code.addStatement("$T.zero(LANES).intoArray(y, $L)", Names.FLOAT_VECTOR, at);
    }

    /** Whether a store can reach beyond the last channel, into the next pixel. */
    private boolean mayOverrun() {
        return blocks.dialect() == Dialect.VECTOR && geometry.channels() < Layout.SLACK;
    }

    private boolean blocksAreFull() {
        return blocks.dialect() == Dialect.SCALAR || geometry.blocksAreFull();
    }

    private void outputRow() {
        int most = blocks.dialect() == Dialect.VECTOR ? VECTOR_PIXELS : SCALAR_PIXELS;
        List<Integer> widths = Tiles.split(geometry.outputWidth(), geometry.tilePixels(most));
        CodeBlock.Builder code = CodeBlock.builder();
        String b = geometry.op().bias() ? ", b" : "";
        Tiles.calls(
                code,
                widths,
                "j",
                (width, j) -> code.addStatement(
                        "tile$L(x, $L, w$L, c, y, $L)",
                        width,
                        at("xAt", j, geometry.xPixel()),
                        b,
                        at("yAt", j, geometry.channels())));
        type.addMethod(helper("outputRow")
                .addJavadoc("A row of output, the block of channels from c on.\n")
                .addCode(code.build())
                .build());
        widths.stream().distinct().forEach(this::tile);
    }

    private MethodSpec.Builder helper(String name) {
        MethodSpec.Builder helper = KernelClasses.helper(name, floats("x"), integer("xAt"), floats("w"));
        if (geometry.op().bias()) {
            helper.addParameter(floats("b"));
        }
        return helper.addParameter(integer("c")).addParameter(floats("y")).addParameter(integer("yAt"));
    }

    private void tile(int pixels) {
        List<String> sums = Tiles.names("y", pixels);
        CodeBlock.Builder code = CodeBlock.builder();
        if (geometry.op().bias()) {
            blocks.load(code, sums.get(0), "b", "c");
        } else {
            blocks.zeros(code, sums.subList(0, 1));
        }
        blocks.copies(code, sums.subList(1, pixels), sums.get(0));
        String u = Tiles.open(code, "u", geometry.window().height(), 1, "kernel row");
        code.addStatement("int row = $L", at("xAt", u, geometry.kernelRow()));
        DepthwiseGradients.loadKernelRow(code, blocks, geometry, u);
        new TileColumns(geometry.window(), pixels).uses().forEach((column, uses) -> {
            String x = "x" + column;
            blocks.load(code, x, "x", plus("row", column * geometry.channels()));
            uses.forEach(use -> blocks.multiplyAdd(code, sums.get(use.pixel()), x, "w" + use.tap()));
        });
        Tiles.close(code, u);
        for (int pixel = 0; pixel < pixels; pixel++) {
            ActivationPass.store(
                    code, blocks, activation, sums.get(pixel), "y", plus("yAt", pixel * geometry.channels()));
        }
        type.addMethod(helper("tile" + pixels)
                .addJavadoc("One block of channels for $L.\n", Text.count(pixels, "output pixel"))
                .addCode(code.build())
                .build());
    }
}
