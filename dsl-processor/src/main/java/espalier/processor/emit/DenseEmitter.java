package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;
import java.util.stream.IntStream;
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
            this.tiled = vectors && kernel.sharesTile();
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
                new DenseGradients(kernel, dialect, vectors, blocks, type).write();
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
            if (hasRest(kernel, vectors)) {
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
                if (hasRest(kernel, vectors)) {
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

        private static String sum(int row, int column) {
            return "s" + row + "of" + column;
        }
    }

    /** Sets those lanes of the last vector of inputs to zero that whole vectors have covered. */
    static void leaveOutCovered(CodeBlock.Builder code, String variable) {
        code.addStatement("$L = $L.blend(0f, COVERED)", variable, variable);
    }

    /** Opens a loop over what is left of {@code variable} up to {@code end}, {@code step} at a time. */
    static void stepping(CodeBlock.Builder code, String variable, int step, String end) {
        if (step == 1) {
            code.beginControlFlow("for (; $L < $L; $L++)", variable, end, variable);
        } else {
            code.beginControlFlow("for (; $L + $L <= $L; $L += $L)", variable, step, end, variable, step);
        }
    }

    /** Whether whole vectors may not cover the inputs. */
    static boolean hasRest(Kernel.Dense kernel, boolean vectors) {
        return vectors && kernel.op().input().channels() % Layout.SLACK != 0;
    }
}
