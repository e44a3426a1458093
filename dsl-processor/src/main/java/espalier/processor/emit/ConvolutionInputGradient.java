package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.at;
import static espalier.processor.emit.Offsets.plus;
import static espalier.processor.emit.Offsets.scaled;
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
 * The gradient of the input: a tile is a block of taps times a few output pixels, {@code d = w * dy}, over all filters; what
 * it holds is then added to the inputs under those taps. Inputs in the border take part like others, so that any stride,
 * dilation and padding will do.
 */
final class ConvolutionInputGradient extends ConvolutionPass {

    ConvolutionInputGradient(
            Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {
        super(kernel, geometry, blocks, type);
    }

    @Override
    void write() {
        int height = tileRows(geometry.outputWidth());
        CodeBlock.Builder code = CodeBlock.builder();
        String group = open(code, "group", geometry.groups(), 1, "");
        if (height > 1) {
            code.addStatement("int i = 0");
            code.beginControlFlow("for (; i + $L <= $L; i += $L)", height, geometry.outputHeight(), height);
            code.addStatement(inputGradientCall(height, group, "i"));
            code.endControlFlow();
            if (geometry.outputHeight() % height != 0) {
                code.beginControlFlow("for (; i < $L; i++)", geometry.outputHeight());
                code.addStatement(inputGradientCall(1, group, "i"));
                code.endControlFlow();
            }
        } else {
            String i = open(code, "i", geometry.outputHeight(), 1, "");
            code.addStatement(inputGradientCall(1, group, i));
            close(code, i);
        }
        close(code, group);
        type.addMethod(InputGradientMethod.of(InputGradientMethod.SUM, geometry.window(), code.build()));
        if (height == 1 || geometry.outputHeight() % height != 0) {
            inputGradient(1);
        }
        if (height > 1) {
            inputGradient(height);
        }
    }

    private CodeBlock inputGradientCall(int rows, String group, String i) {
        int perGroup = geometry.window().height() * geometry.runs() * geometry.filters();
        String wAt = group.equals("0") ? "0" : times(group, perGroup) + " * PACKING.blocksPerRun() * " + blocks.lanes();
        return CodeBlock.of(
                "$L(dy, $L,$Ww, $L,$Wdx, $L)",
                inputGradientName(rows),
                at(at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()), group, geometry.filters()),
                wAt,
                at(at(plus("dxAt", geometry.xOrigin()), i, geometry.xRow()), group, geometry.channels()));
    }

    private String inputGradientName(int rows) {
        return rows == 1 ? "inputGradient" : "inputGradientOf" + rows;
    }

    /** What rows of output pixels add to the inputs that they were computed from. */
    private void inputGradient(int rows) {
        List<Integer> widths = Tiles.split(geometry.outputWidth(), blocks.accumulators());
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int at = wAt");
        String u = open(code, "u", geometry.window().height(), 1, "kernel row");
        String v = open(code, "v", geometry.runs(), 1, "kernel column");
        code.beginControlFlow("for (int q = 0; q < PACKING.blocksPerRun(); q++)");
        code.addStatement(
                "int to = $L + $L",
                at(at("dxAt", u, geometry.kernelRow()), v, geometry.kernelColumn()),
                "q * " + blocks.lanes());
        Tiles.calls(
                code,
                widths,
                "j",
                (width, j) -> code.addStatement(
                        "$L(dy, $L, w, at, dx, $L)",
                        name("spread", rows, width),
                        at("dyAt", j, geometry.yPixel()),
                        at("to", j, geometry.xPixel())));
        code.addStatement("at += $L", times(blocks.lanes(), geometry.filters()));
        code.endControlFlow();
        close(code, u, v);
        type.addMethod(inputGradientHelper(inputGradientName(rows))
                .addJavadoc(
                        "What $L of output adds to the inputs that it was computed from.\n",
                        rows == 1 ? "a row" : rows + " rows")
                .addCode(code.build())
                .build());
        widths.stream().distinct().forEach(width -> spread(rows, width));
    }

    /**
     * Pixels in an order in which neighbours' blocks do not overlap: adding to memory that was stored just before, at
     * another offset, would have to wait for that store.
     */
    private List<Integer> apart(int pixels) {
        int step = (blocks.longest() - 1) / geometry.xPixel() + 1;
        return IntStream.range(0, step)
                .boxed()
                .flatMap(first -> IntStream.iterate(first, pixel -> pixel < pixels, pixel -> pixel + step)
                        .boxed())
                .toList();
    }

    private MethodSpec.Builder inputGradientHelper(String method) {
        return KernelClasses.helper(
                method, floats("dy"), integer("dyAt"), floats("w"), integer("wAt"), floats("dx"), integer("dxAt"));
    }

    /** {@code rows * width} output pixels to one block of taps. */
    private void spread(int rows, int width) {
        int pixels = rows * width;
        int parts = parts(width, geometry.filters());
        List<String> sums = names("d", pixels * parts);
        CodeBlock.Builder code = CodeBlock.builder();
        blocks.zeros(code, sums);
        String k = open(code, "k", geometry.filters(), parts, "filter");
        for (int part = 0; part < parts; part++) {
            String filter = plus(k, part);
            blocks.load(code, factor(part), "w", "wAt + " + scaled(filter, blocks.lanes()));
            for (int pixel = 0; pixel < pixels; pixel++) {
                int offset = pixel / width * kernel.y().rowPitch() + pixel % width * geometry.yPixel();
                String dy = plus(at("dyAt", k, 1), offset + part);
                blocks.multiplyAdd(code, sums.get(part * pixels + pixel), factor(part), "dy", dy);
            }
        }
        close(code, k);
        addParts(code, sums, pixels);
        for (int pixel : apart(pixels)) {
            int offset = pixel / width * geometry.xRow() + pixel % width * geometry.xPixel();
            blocks.addTo(code, sums.get(pixel), "dx", plus("dxAt", offset));
        }
        type.addMethod(inputGradientHelper(name("spread", rows, width))
                .addJavadoc("One block of taps from $L$L.\n", pixels(rows, width), partsComment(parts))
                .addCode(code.build())
                .build());
    }
}
