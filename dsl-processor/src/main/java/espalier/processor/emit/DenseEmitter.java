package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes fully connected layers. Forward is the runtime's {@code TiledDense} where a second-level cache keeps the weights, else a
 * tile of dot products, several units times several images, so that each value that is read is used several times; the
 * gradients are register tiles as a convolution's are.
 *
 * <p>The order of each sum is the same in a tile of every size, so that a result does not depend on which tile it fell in.
 */
final class DenseEmitter implements KernelEmitter<Kernel.Dense> {

    @Override
    public TypeSpec scalar(KernelClass name, Kernel.Dense kernel) {
        return new Writer(name, kernel, Dialect.SCALAR).type();
    }

    @Override
    public TypeSpec vector(KernelClass name, Kernel.Dense kernel) {
        return new Writer(name, kernel, Dialect.VECTOR).type();
    }

    /** Writes one class. */
    private static final class Writer {

        /** Units and images of a tile of dot products: with four units, 12 sums leave room for their factors. */
        private static final int UNITS_PER_TILE = 4;

        /** Units of a tile for one image: as many sums as hide how long a multiply-add takes. */
        private static final int UNITS_OF_ONE_IMAGE = 8;

        private static final int VECTOR_IMAGES_PER_TILE = 3;
        private static final int SCALAR_IMAGES_PER_TILE = 2;

        /** Images whose input gradients are computed together. */
        private static final int IMAGES_PER_GRADIENT_TILE = 8;

        /** Weights, a quarter of a megabyte, that a second-level cache keeps, so that multiplying takes longer than reading. */
        private static final int MOST_WEIGHTS_OF_TILES = 1 << 16;

        /** Units of the runtime's tiles at least; inputs go in pairs. */
        private static final int FEWEST_UNITS_OF_TILES = 16;

        /** Rows of weights read side by side: few enough for the processor to fetch each ahead. */
        private static final int MOST_ROWS = 32;

        private final KernelClass name;
        private final Kernel.Dense kernel;
        private final Dialect dialect;
        private final ActivationFunction activation;
        private final int in;
        private final int units;
        /** Whether sums are vectors; a layer with fewer inputs than lanes is written on floats in both dialects. */
        private final boolean vectors;

        /** Whether the forward pass is the runtime's. */
        private final boolean tiled;

        private final BlockArithmetic blocks;
        private final TypeSpec.Builder type;

        Writer(KernelClass name, Kernel.Dense kernel, Dialect dialect) {
            this.name = name;
            this.kernel = kernel;
            this.dialect = dialect;
            this.activation = kernel.activation();
            this.in = kernel.op().input().channels();
            this.units = kernel.op().output().channels();
            this.vectors = dialect == Dialect.VECTOR && in >= Layout.SLACK;
            this.blocks = vectors ? BlockArithmetic.Vector.ofAnyWidth() : BlockArithmetic.Scalar.dividing(in);
            this.tiled = vectors
                    && in % 2 == 0
                    && units >= FEWEST_UNITS_OF_TILES
                    && (long) in * units <= MOST_WEIGHTS_OF_TILES;
            this.type = tiled
                    ? KernelClasses.extending(name, dialect, Names.TILED_DENSE, javadoc())
                    : KernelClasses.begin(name, dialect, Names.kernelInterface("DenseKernel"), javadoc());
        }

        TypeSpec type() {
            if (hasVectors()) {
                type.addField(KernelClasses.lanes());
                constants();
            }
            if (tiled) {
                tiled();
            } else {
                dots();
            }
            if (kernel.backward()) {
                backwardActivation();
                backwardWeights();
                backwardInput();
            }
            if (dialect == Dialect.VECTOR && !hasVectors() && usesLanes()) {
                type.addField(KernelClasses.lanes());
            }
            return type.build();
        }

        /** The forward pass by the runtime's tiles. */
        private void tiled() {
            type.addMethod(MethodSpec.constructorBuilder()
                    .addStatement(
                            "super($L, $L, $L, $L, $T.$L)",
                            in,
                            units,
                            kernel.x().imagePitch(),
                            kernel.y().imagePitch(),
                            Names.RECTIFIER,
                            activation.isRectifier() ? activation.kind() : ActivationKind.NONE)
                    .build());
            if (!activation.isRectifier()) {
                MethodSpec.Builder method =
                        KernelClasses.inherited("activate", floats("y"), integer("at"), integer("count"));
                type.addMethod(
                        ActivationPass.activate(method, dialect, activation).build());
            }
        }

        /** The forward pass by tiles of dot products. */
        private void dots() {
            type.addMethod(KernelClasses.override("units")
                    .returns(TypeName.INT)
                    .addStatement("return $L", units)
                    .build());
            type.addMethod(KernelClasses.override("scratch")
                    .returns(TypeName.INT)
                    .addStatement(
                            "return $L", vectors ? UNITS_PER_TILE * VECTOR_IMAGES_PER_TILE + " * LANES.length()" : "0")
                    .build());
            forward();
        }

        /** Whether this class has sums of vectors. */
        private boolean hasVectors() {
            return vectors && (kernel.backward() || !tiled);
        }

        /** Whether vectors are used although sums are none: by the activation. */
        private boolean usesLanes() {
            return type.build().methodSpecs().stream()
                    .anyMatch(method -> method.code().toString().contains("LANES"));
        }

        private String javadoc() {
            String linear = kernel.op().bias() ? "b[o] + sum over t of w[o,t] * x[t]" : "sum over t of w[o,t] * x[t]";
            boolean plain = activation.kind() == ActivationKind.NONE;
            long weights = (long) in * units;
            String text = "%s: fully connected, %d to %d%s.\n"
                    .formatted(
                            name.layers(),
                            in,
                            units,
                            plain ? "" : ", then f(s) = " + ActivationCode.formula(activation, "s"));
            text += "\n<p>{@code y[o] = %s}\n".formatted(plain ? linear : "f(" + linear + ")");
            text += "\n<p>%s parameters, %s multiply-adds an image.\n"
                    .formatted(Text.grouped(weights + (kernel.op().bias() ? units : 0)), Text.grouped(weights));
            text += "Image n of x begins at n * %d, of y at n * %d.\n"
                    .formatted(kernel.x().imagePitch(), kernel.y().imagePitch());
            text += tiled ? """
                    The weights fit a second-level cache: the runtime's register tiles, whose pixels the images are.
                    """ : """
                    A tile computes some units of some images at once, so that each weight and each input
                    that is read is used several times.
                    """;
            return text;
        }

        /** The end of the whole vectors, and what to do with the inputs after it. */
        private void constants() {
            type.addField(KernelClasses.constant("WHOLE", "LANES.loopBound(" + in + ")").toBuilder()
                    .addJavadoc("The inputs that whole vectors cover.\n")
                    .build());
            if (hasRest()) {
                type.addField(KernelClasses.constant("LAST", in + " - LANES.length()").toBuilder()
                        .addJavadoc("The vector that ends with the last input begins here.\n")
                        .build());
                type.addField(FieldSpec.builder(Names.FLOAT_MASK, "COVERED")
                        .addJavadoc("Its lanes that whole vectors have covered already.\n")
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("LANES.indexInRange(0, WHOLE - LAST)")
                        .build());
            }
        }

        private boolean hasRest() {
            return vectors && in % Layout.SLACK != 0;
        }

        // ---- y = f(b + w * x)

        private void forward() {
            int images = vectors ? VECTOR_IMAGES_PER_TILE : SCALAR_IMAGES_PER_TILE;
            CodeBlock.Builder code = CodeBlock.builder();
            code.addStatement("int inTiles = images - images % $L", images);
            code.addStatement("int o = fromUnit");
            forward(code, UNITS_PER_TILE, images, "0", "inTiles");
            code.addStatement("o = fromUnit");
            forward(code, UNITS_OF_ONE_IMAGE, 1, "inTiles", "images");
            if (activation.kind() != ActivationKind.NONE) {
                code.beginControlFlow("for (int n = 0; n < images; n++)");
                code.addStatement(
                        "activate(y, n * $L + fromUnit, toUnit - fromUnit)",
                        kernel.y().imagePitch());
                code.endControlFlow();
            }
            type.addMethod(KernelClasses.override(
                            "forward",
                            floats("x"),
                            floats("w"),
                            floats("b"),
                            floats("y"),
                            integer("images"),
                            integer("fromUnit"),
                            integer("toUnit"),
                            floats("scratch"),
                            integer("scratchAt"))
                    .addCode(code.build())
                    .build());
            if (vectors) {
                laneSum();
            }
            for (int rows : tiles(UNITS_PER_TILE)) {
                dots(rows, images);
            }
            for (int rows : tiles(UNITS_OF_ONE_IMAGE)) {
                dots(rows, 1);
            }
            if (activation.kind() != ActivationKind.NONE) {
                ActivationPass.method(type, dialect, activation);
            }
        }

        /** Units of tiles: {@code most}, and one for those that are left over. */
        private List<Integer> tiles(int most) {
            return most <= units ? List.of(most, 1) : List.of(1);
        }

        /** All units of some images, by tiles of at most so many units and of so many images. */
        private void forward(CodeBlock.Builder code, int most, int columns, String from, String to) {
            for (int rows : tiles(most)) {
                stepping(code, "o", rows, "toUnit");
                code.beginControlFlow(
                        "for (int n = $L; n < $L; n$L)", from, to, columns == 1 ? "++" : " += " + columns);
                code.addStatement(
                        "dots$Lx$L(x, n * $L, w, o * $L$L, y, n * $L + o$L)",
                        rows,
                        columns,
                        kernel.x().imagePitch(),
                        in,
                        kernel.op().bias() ? ", b, o" : "",
                        kernel.y().imagePitch(),
                        vectors ? ", scratch, scratchAt" : "");
                code.endControlFlow();
                code.endControlFlow();
            }
        }

        /** {@code rows} units of {@code columns} images; sum {@code sOfN} belongs to unit O and image N of the tile. */
        private void dots(int rows, int columns) {
            CodeBlock.Builder code = CodeBlock.builder();
            List<String> sums = IntStream.range(0, rows * columns)
                    .mapToObj(at -> sum(at / columns, at % columns))
                    .toList();
            if (vectors) {
                blocks.zeros(code, sums);
            } else {
                sums.forEach(sum -> code.addStatement("float $L = 0", sum));
            }
            if (vectors) {
                code.beginControlFlow("for (int t = 0; t < WHOLE; t += LANES.length())");
                products(code, rows, columns, "t", false);
                code.endControlFlow();
                if (hasRest()) {
                    code.beginControlFlow("if (WHOLE < $L)", in);
                    products(code, rows, columns, "LAST", true);
                    code.endControlFlow();
                }
            } else {
                code.beginControlFlow("for (int t = 0; t < $L; t++)", in);
                products(code, rows, columns, "t", false);
                code.endControlFlow();
            }
            for (int row = 0; row < rows && vectors; row++) {
                for (int column = 0; column < columns; column++) {
                    blocks.store(code, sum(row, column), "scratch", scratchAt(row * columns + column));
                }
            }
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    code.addStatement(
                            "y[$L] = $L$L",
                            plus("yAt", column * kernel.y().imagePitch() + row),
                            kernel.op().bias() ? "b[" + plus("bAt", row) + "] + " : "",
                            vectors ? "laneSum(scratch, " + scratchAt(row * columns + column) + ")" : sum(row, column));
                }
            }
            MethodSpec.Builder method = KernelClasses.helper(
                            "dots" + rows + "x" + columns, floats("x"), integer("xAt"), floats("w"), integer("wAt"))
                    .addJavadoc("$L of $L.\n", Text.count(rows, "unit"), Text.count(columns, "image"));
            if (kernel.op().bias()) {
                method.addParameter(floats("b")).addParameter(integer("bAt"));
            }
            method.addParameter(floats("y")).addParameter(integer("yAt"));
            if (vectors) {
                method.addParameter(floats("scratch")).addParameter(integer("scratchAt"));
            }
            type.addMethod(method.addCode(code.build()).build());
        }

        /**
         * The sum over lanes goes through memory: {@code reduceLanes} leaves the order of the sum open, and JDK 25 gives
         * one result in its interpreter and another in compiled code.
         */
        private void laneSum() {
            type.addMethod(KernelClasses.helper("laneSum", floats("sums"), integer("at"))
                    .returns(TypeName.FLOAT)
                    .addJavadoc("The sum of a stored vector's lanes, in an order that no compiler changes.\n")
                    .addStatement("float a = sums[at]")
                    .addStatement("float b = sums[at + 1]")
                    .addStatement("float c = sums[at + 2]")
                    .addStatement("float d = sums[at + 3]")
                    .beginControlFlow("for (int lane = 4; lane < LANES.length(); lane += 4)")
                    .addStatement("a += sums[at + lane]")
                    .addStatement("b += sums[at + lane + 1]")
                    .addStatement("c += sums[at + lane + 2]")
                    .addStatement("d += sums[at + lane + 3]")
                    .endControlFlow()
                    .addStatement("return (a + b) + (c + d)")
                    .build());
        }

        private String scratchAt(int sum) {
            return sum == 0 ? "scratchAt" : "scratchAt + " + Offsets.times("LANES.length()", sum);
        }

        private void products(CodeBlock.Builder code, int rows, int columns, String t, boolean rest) {
            for (int column = 0; column < columns; column++) {
                declare(code, "x" + column, "x", plus("xAt", column * kernel.x().imagePitch()) + " + " + t);
                if (rest) {
                    leaveOutCovered(code, "x" + column);
                }
            }
            for (int row = 0; row < rows; row++) {
                declare(code, "w" + row, "w", plus("wAt", row * in) + " + " + t);
                for (int column = 0; column < columns; column++) {
                    String sum = sum(row, column);
                    if (vectors) {
                        code.addStatement("$L = w$L.fma(x$L, $L)", sum, row, column, sum);
                    } else {
                        code.addStatement("$L += w$L * x$L", sum, row, column);
                    }
                }
            }
        }

        private void declare(CodeBlock.Builder code, String variable, String array, String at) {
            if (vectors) {
                blocks.load(code, variable, array, at);
            } else {
                code.addStatement("float $L = $L[$L]", variable, array, at);
            }
        }

        private void leaveOutCovered(CodeBlock.Builder code, String variable) {
            code.addStatement("$L = $L.blend(0f, COVERED)", variable, variable);
        }

        private static String sum(int row, int column) {
            return "s" + row + "of" + column;
        }

        private void backwardActivation() {
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
                                units)
                        .endControlFlow();
            }
            type.addMethod(method.build());
            ActivationPass.backwardMethod(type, dialect, activation);
        }

        // ---- dw = dy * x

        private void backwardWeights() {
            List<Integer> widths = Stream.of(
                            Tiles.split(units, blocks.accumulators()).get(0), UNITS_PER_TILE, 1)
                    .filter(width -> width <= Math.min(units, blocks.accumulators()))
                    .distinct()
                    .toList();
            CodeBlock.Builder code = CodeBlock.builder();
            code.addStatement("int o = fromUnit");
            for (int width : widths) {
                stepping(code, "o", width, "toUnit");
                code.addStatement("weightGradient$L(x, dy, o, images, dw, o * $L)", width, in);
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
            if (hasRest()) {
                weights(width, true);
            }
        }

        /** A block of inputs of {@code width} units, over all images. */
        private void weights(int width, boolean rest) {
            List<String> sums = names("w", width);
            CodeBlock.Builder code = CodeBlock.builder();
            for (int unit = 0; unit < width; unit++) {
                blocks.load(code, sums.get(unit), "dw", plus("dwAt", unit * in));
            }
            // a do-while, since with a for that might not run once JDK 17 would keep the sums on the heap
            code.addStatement("int n = 0");
            code.beginControlFlow("do");
            blocks.load(code, "f", "x", "xAt + n * " + kernel.x().imagePitch());
            if (rest) {
                leaveOutCovered(code, "f");
            }
            code.addStatement("int at = dyAt + n * $L", kernel.y().imagePitch());
            for (int unit = 0; unit < width; unit++) {
                blocks.multiplyAdd(code, sums.get(unit), "f", "dy", plus("at", unit));
            }
            code.addStatement("n++");
            code.endControlFlow("while (n < images)");
            for (int unit = 0; unit < width; unit++) {
                blocks.store(code, sums.get(unit), "dw", plus("dwAt", unit * in));
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
                stepping(code, "n", images, "toImage");
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
                                o.equals("0") ? "0" : Offsets.times(o, in),
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
                    .filter(count -> units % count == 0)
                    .max()
                    .getAsInt();
            return divisor * 4 >= MOST_ROWS || divisor == units
                    ? Tiles.split(units, divisor)
                    : Tiles.split(units, MOST_ROWS);
        }

        private void inputGradient(int count, int images) {
            CodeBlock.Builder code = CodeBlock.builder();
            String tile = "inputs" + count + "x" + images;
            inBlocks(
                    code,
                    (t, rest) -> code.addStatement("$L(dy, dyAt, w, wAt + $L, dx, dxAt + $L)", rest(tile, rest), t, t));
            type.addMethod(KernelClasses.helper("inputGradient" + count + "x" + images, inputParameters())
                    .addJavadoc(
                            "What $L add to the inputs of $L.\n",
                            Text.count(count, "unit"),
                            Text.count(images, "image"))
                    .addCode(code.build())
                    .build());
            inputs(count, images, false);
            if (hasRest()) {
                inputs(count, images, true);
            }
        }

        private void inputs(int count, int images, boolean rest) {
            List<String> sums = names("d", images);
            CodeBlock.Builder code = CodeBlock.builder();
            blocks.zeros(code, sums);
            code.beginControlFlow("for (int o = 0; o < $L; o++)", count);
            blocks.load(code, "f", "w", "wAt + o * " + in);
            if (rest) {
                leaveOutCovered(code, "f");
            }
            for (int image = 0; image < images; image++) {
                int offset = image * kernel.y().imagePitch();
                blocks.multiplyAdd(code, sums.get(image), "f", "dy", plus("dyAt + o", offset));
            }
            code.endControlFlow();
            for (int image = 0; image < images; image++) {
                blocks.addTo(
                        code,
                        sums.get(image),
                        "dx",
                        plus("dxAt", image * kernel.x().imagePitch()));
            }
            type.addMethod(KernelClasses.helper(rest("inputs" + count + "x" + images, rest), inputParameters())
                    .addJavadoc(
                            "One block of inputs of $L, from $L.\n",
                            Text.count(images, "image"),
                            Text.count(count, "unit"))
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
            String end = vectors ? "WHOLE" : Integer.toString(in);
            code.beginControlFlow("for (int t = 0; t < $L; t += $L)", end, blocks.lanes());
            call.write("t", false);
            code.endControlFlow();
            if (hasRest()) {
                code.beginControlFlow("if (WHOLE < $L)", in);
                call.write("LAST", true);
                code.endControlFlow();
            }
        }

        /** Opens a loop over what is left of {@code variable} up to {@code end}, {@code step} at a time. */
        private static void stepping(CodeBlock.Builder code, String variable, int step, String end) {
            if (step == 1) {
                code.beginControlFlow("for (; $L < $L; $L++)", variable, end, variable);
            } else {
                code.beginControlFlow("for (; $L + $L <= $L; $L += $L)", variable, step, end, variable, step);
            }
        }

        private static String rest(String method, boolean rest) {
            return rest ? method + "Rest" : method;
        }

        private static List<String> names(String prefix, int count) {
            return IntStream.range(0, count).mapToObj(index -> prefix + index).toList();
        }
    }
}
