package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gradients of a fully connected layer's weights, bias and input, register tiles as a convolution's are.
 *
 * @param vectors whether sums are vectors
 */
record DenseGradients(
        Kernel.Dense kernel, Dialect dialect, boolean vectors, BlockArithmetic blocks, TypeSpec.Builder type) {

    /** Units of a tile for what wider ones leave over. */
    private static final int FEW_UNITS = 4;

    /** Images whose input gradients are computed together. */
    private static final int IMAGES_PER_GRADIENT_TILE = 8;

    /** Rows of weights read side by side: few enough for the processor to fetch each ahead. */
    private static final int MOST_ROWS = 32;

    void write() {
        backwardActivation();
        backwardWeights();
        backwardInput();
    }

    private int in() {
        return kernel.op().input().channels();
    }

    private int units() {
        return kernel.op().output().channels();
    }

    private void backwardActivation() {
        ActivationFunction activation = kernel.activation();
        MethodSpec.Builder method =
                KernelClasses.override("backwardActivation", floats("y"), floats("dy"), integer("images"));
        if (activation.kind() == ActivationKind.NONE) {
            method.addComment("no activation: dy is the gradient already");
        } else {
            method.beginControlFlow("for (int n = 0; n < images; n++)")
                    .addStatement(
                            "throughActivation(y, n * $L, dy, n * $L, $L)",
                            kernel.y().imagePitch(),
                            kernel.y().imagePitch(),
                            units())
                    .endControlFlow();
        }
        type.addMethod(method.build());
        ActivationPass.backwardMethod(type, dialect, activation);
    }

    // ---- dw = dy * x

    private void backwardWeights() {
        List<Integer> widths = Stream.of(
                        Tiles.split(units(), blocks.accumulators()).get(0), FEW_UNITS, 1)
                .filter(width -> width <= Math.min(units(), blocks.accumulators()))
                .distinct()
                .toList();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int o = fromUnit");
        for (int width : widths) {
            DenseEmitter.stepping(code, "o", width, "toUnit");
            code.addStatement("weightGradient$L(x, dy, o, images, dw, o * $L)", width, in());
            code.endControlFlow();
        }
        if (kernel.op().bias()) {
            code.beginControlFlow("for (int n = 0; n < images; n++)");
            code.beginControlFlow("for (int k = fromUnit; k < toUnit; k++)");
            code.addStatement("db[k] += dy[n * $L + k]", kernel.y().imagePitch());
            code.endControlFlow();
            code.endControlFlow();
        }
        type.addMethod(KernelClasses.override(
                        "backwardWeights",
                        floats("x"),
                        floats("dy"),
                        integer("images"),
                        floats("dw"),
                        floats("db"),
                        integer("fromUnit"),
                        integer("toUnit"))
                .addJavadoc("{@code dw[o,t] += sum over images of dy[o] * x[t]}, {@code db[o] += sum of dy[o]}\n")
                .addCode(code.build())
                .build());
        widths.forEach(this::weightGradient);
    }

    private void weightGradient(int width) {
        ParameterSpec[] parameters = {
            floats("x"), floats("dy"), integer("dyAt"), integer("images"), floats("dw"), integer("dwAt")
        };
        CodeBlock.Builder code = CodeBlock.builder();
        inBlocks(
                code,
                (t, rest) -> code.addStatement(
                        "$L(x, $L, dy, dyAt, images, dw, dwAt + $L)", rest("weights" + width, rest), t, t));
        type.addMethod(KernelClasses.helper("weightGradient" + width, parameters)
                .addJavadoc("All weights of $L.\n", Text.count(width, "unit"))
                .addCode(code.build())
                .build());
        weights(width, false);
        if (DenseEmitter.hasRest(kernel, vectors)) {
            weights(width, true);
        }
    }

    /** A block of inputs of {@code width} units(), over all images. */
    private void weights(int width, boolean rest) {
        List<String> sums = names("w", width);
        CodeBlock.Builder code = CodeBlock.builder();
        for (int unit = 0; unit < width; unit++) {
            blocks.load(code, sums.get(unit), "dw", plus("dwAt", unit * in()));
        }
        // a do-while, since with a for that might not run once JDK 17 would keep the sums on the heap
        code.addStatement("int n = 0");
        code.beginControlFlow("do");
        blocks.load(code, "f", "x", "xAt + n * " + kernel.x().imagePitch());
        if (rest) {
            DenseEmitter.leaveOutCovered(code, "f");
        }
        code.addStatement("int at = dyAt + n * $L", kernel.y().imagePitch());
        for (int unit = 0; unit < width; unit++) {
            blocks.multiplyAdd(code, sums.get(unit), "f", "dy", plus("at", unit));
        }
        code.addStatement("n++");
        code.endControlFlow("while (n < images)");
        for (int unit = 0; unit < width; unit++) {
            blocks.store(code, sums.get(unit), "dw", plus("dwAt", unit * in()));
        }
        type.addMethod(KernelClasses.helper(
                        rest("weights" + width, rest),
                        floats("x"),
                        integer("xAt"),
                        floats("dy"),
                        integer("dyAt"),
                        integer("images"),
                        floats("dw"),
                        integer("dwAt"))
                .addJavadoc("One block of inputs of $L, over at least one image.\n", Text.count(width, "unit"))
                .addCode(code.build())
                .build());
    }

    // ---- dx = w * dy

    private void backwardInput() {
        List<Integer> rows = rowBlocks();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int n = fromImage");
        for (int images : imageCounts()) {
            DenseEmitter.stepping(code, "n", images, "toImage");
            Tiles.calls(
                    code,
                    rows,
                    "o",
                    (count, o) -> code.addStatement(
                            "inputGradient$Lx$L(dy, n * $L + $L, w, $L, dx, n * $L)",
                            count,
                            images,
                            kernel.y().imagePitch(),
                            o,
                            o.equals("0") ? "0" : Offsets.times(o, in()),
                            kernel.x().imagePitch()));
            code.endControlFlow();
        }
        type.addMethod(KernelClasses.override(
                        "backwardInput",
                        floats("dy"),
                        floats("w"),
                        floats("dx"),
                        integer("fromImage"),
                        integer("toImage"))
                .addJavadoc(
                        "{@code dx[t] += sum over o of w[o,t] * dy[o]}, $L at a time.\n",
                        Text.count(rows.get(0), "unit"))
                .addCode(code.build())
                .build());
        for (int count : rows.stream().distinct().toList()) {
            for (int images : imageCounts()) {
                inputGradient(count, images);
            }
        }
    }

    private List<Integer> imageCounts() {
        return List.of(Math.min(IMAGES_PER_GRADIENT_TILE, blocks.accumulators()), 1);
    }

    /** Equal blocks where a divisor allows them, so that one tile serves all. */
    private List<Integer> rowBlocks() {
        int divisor = IntStream.rangeClosed(1, MOST_ROWS)
                .filter(count -> units() % count == 0)
                .max()
                .getAsInt();
        return divisor * 4 >= MOST_ROWS || divisor == units()
                ? Tiles.split(units(), divisor)
                : Tiles.split(units(), MOST_ROWS);
    }

    private void inputGradient(int count, int images) {
        CodeBlock.Builder code = CodeBlock.builder();
        String tile = "inputs" + count + "x" + images;
        inBlocks(
                code,
                (t, rest) -> code.addStatement("$L(dy, dyAt, w, wAt + $L, dx, dxAt + $L)", rest(tile, rest), t, t));
        type.addMethod(KernelClasses.helper("inputGradient" + count + "x" + images, inputParameters())
                .addJavadoc(
                        "What $L add to the inputs of $L.\n", Text.count(count, "unit"), Text.count(images, "image"))
                .addCode(code.build())
                .build());
        inputs(count, images, false);
        if (DenseEmitter.hasRest(kernel, vectors)) {
            inputs(count, images, true);
        }
    }

    private void inputs(int count, int images, boolean rest) {
        List<String> sums = names("d", images);
        CodeBlock.Builder code = CodeBlock.builder();
        blocks.zeros(code, sums);
        code.beginControlFlow("for (int o = 0; o < $L; o++)", count);
        blocks.load(code, "f", "w", "wAt + o * " + in());
        if (rest) {
            DenseEmitter.leaveOutCovered(code, "f");
        }
        for (int image = 0; image < images; image++) {
            int offset = image * kernel.y().imagePitch();
            blocks.multiplyAdd(code, sums.get(image), "f", "dy", plus("dyAt + o", offset));
        }
        code.endControlFlow();
        for (int image = 0; image < images; image++) {
            blocks.addTo(
                    code, sums.get(image), "dx", plus("dxAt", image * kernel.x().imagePitch()));
        }
        type.addMethod(KernelClasses.helper(rest("inputs" + count + "x" + images, rest), inputParameters())
                .addJavadoc(
                        "One block of inputs of $L, from $L.\n", Text.count(images, "image"), Text.count(count, "unit"))
                .addCode(code.build())
                .build());
    }

    private static ParameterSpec[] inputParameters() {
        return new ParameterSpec[] {
            floats("dy"), integer("dyAt"), floats("w"), integer("wAt"), floats("dx"), integer("dxAt")
        };
    }

    // ---- loops

    /** Writes one call for a block of inputs that begins at {@code t}. */
    private interface BlockCall {
        void write(String t, boolean rest);
    }

    /** Goes through the inputs block by block. */
    private void inBlocks(CodeBlock.Builder code, BlockCall call) {
        String end = vectors ? "WHOLE" : Integer.toString(in());
        code.beginControlFlow("for (int t = 0; t < $L; t += $L)", end, blocks.lanes());
        call.write("t", false);
        code.endControlFlow();
        if (DenseEmitter.hasRest(kernel, vectors)) {
            code.beginControlFlow("if (WHOLE < $L)", in());
            call.write("LAST", true);
            code.endControlFlow();
        }
    }

    private static String rest(String method, boolean rest) {
        return rest ? method + "Rest" : method;
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(index -> prefix + index).toList();
    }
}
