package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Layout;

/**
 * An activation fused into the layer before it: a cheap one stands in the tile, before the store; a costly one is applied
 * to finished values while they are in the cache, where it fills whole vectors whatever the number of channels.
 */
final class ActivationPass {

    private ActivationPass() {}

    /** Whether the function is applied by {@link #method} after the tiles. */
    static boolean isSeparate(ActivationFunction function) {
        return !ActivationCode.isCheap(function);
    }

    /** Stores a block from {@code array[at]} on, a cheap function applied. */
    static void store(
            CodeBlock.Builder code,
            BlockArithmetic blocks,
            ActivationFunction function,
            String name,
            String array,
            String at) {
        if (isSeparate(function)) {
            blocks.store(code, name, array, at);
        } else if (blocks.dialect() == Dialect.VECTOR) {
            blocks.store(code, name, array, at, variable -> ActivationCode.vector(function, variable));
        } else {
            blocks.store(code, name, array, at, variable -> ActivationCode.scalar(function, variable));
        }
    }

    /** Applies the function to rows {@code from} to {@code to} of the image at {@code yAt}. */
    static void rows(CodeBlock.Builder code, Layout y, String from, String to) {
        int pitch = y.rowPitch();
        if (y.isContiguous()) {
            code.addStatement(
                    "activate(y, $L + $L * $L, ($L - $L) * $L)", plus("yAt", y.origin()), from, pitch, to, from, pitch);
        } else {
            code.beginControlFlow("for (int i = $L; i < $L; i++)", from, to);
            code.addStatement("activate(y, $L + i * $L, $L)", plus("yAt", y.origin()), pitch, rowLength(y));
            code.endControlFlow();
        }
    }

    /** Adds {@code activate(y, at, count)}. */
    static void method(TypeSpec.Builder type, Dialect dialect, ActivationFunction function) {
        MethodSpec.Builder method = KernelClasses.helper("activate", floats("y"), integer("at"), integer("count"))
                .addJavadoc("{@code y = $L}, for {@code count} values.\n", ActivationCode.formula(function, "y"));
        type.addMethod(activate(method, dialect, function).build());
    }

    /** Adds the statements of a method {@code activate(y, at, count)}. */
    static MethodSpec.Builder activate(MethodSpec.Builder method, Dialect dialect, ActivationFunction function) {
        if (dialect == Dialect.SCALAR) {
            method.beginControlFlow("for (int t = at; t < at + count; t++)")
                    .addStatement("float v = y[t]")
                    .addStatement("y[t] = $L", ActivationCode.scalar(function, "v"))
                    .endControlFlow();
        } else if (isSeparate(function)) {
            method.addStatement(ActivationCode.vectorLoop(function, "y", "at", "count"));
        } else {
            method.addStatement("int t = 0")
                    .beginControlFlow("for (; t < LANES.loopBound(count); t += LANES.length())")
                    .addStatement("$T v = $T.fromArray(LANES, y, at + t)", Names.FLOAT_VECTOR, Names.FLOAT_VECTOR)
                    .addStatement("$L.intoArray(y, at + t)", ActivationCode.vector(function, "v"))
                    .endControlFlow()
                    .beginControlFlow("for (; t < count; t++)")
                    .addStatement("$T v = $T.broadcast(LANES, y[at + t])", Names.FLOAT_VECTOR, Names.FLOAT_VECTOR)
                    .addStatement("y[at + t] = $L.lane(0)", ActivationCode.vector(function, "v"))
                    .endControlFlow();
        }
        return method;
    }

    /** Adds {@code backwardActivation} of one image of a map, and what it calls. */
    static void backward(TypeSpec.Builder type, Dialect dialect, ActivationFunction function, Layout y) {
        backwardActivation(type, function, y);
        backwardMethod(type, dialect, function);
    }

    /** Adds {@code backwardActivation} of one image of a map, which calls {@code throughActivation} for its rows. */
    static void backwardActivation(TypeSpec.Builder type, ActivationFunction function, Layout y) {
        MethodSpec.Builder method = KernelClasses.override(
                "backwardActivation", floats("y"), integer("yAt"), floats("dy"), integer("dyAt"));
        if (function.kind() == ActivationKind.NONE) {
            method.addComment("no activation: dy is the gradient already");
        } else if (y.isContiguous()) {
            method.addStatement(
                    "throughActivation(y, $L, dy, $L, $L)",
                    plus("yAt", y.origin()),
                    plus("dyAt", y.origin()),
                    y.shape().height() * rowLength(y));
        } else {
            method.beginControlFlow("for (int i = 0; i < $L; i++)", y.shape().height())
                    .addStatement(
                            "throughActivation(y, $L + i * $L, dy, $L + i * $L, $L)",
                            plus("yAt", y.origin()),
                            y.rowPitch(),
                            plus("dyAt", y.origin()),
                            y.rowPitch(),
                            rowLength(y))
                    .endControlFlow();
        }
        type.addMethod(method.build());
    }

    /**
     * Adds {@code backwardActivation} of one image of a map whose sizes are fields.
     *
     * @param rows of y, {@code yRowPitch} apart, an expression
     * @param length values of each, an expression
     */
    static void backward(KernelSource source, ActivationFunction function, String rows, String length) {
        source.with("rows", rows)
                .with("rowLength", length)
                .override(
                        "backwardActivation",
                        "float[] y, int yAt, float[] dy, int dyAt",
                        function.kind() == ActivationKind.NONE ? """
                        // no activation: dy is the gradient already
                        """ : """
                        for (int i = 0; i < $rows; i++) {
                            int row = yOrigin + i * yRowPitch;
                            throughActivation(y, yAt + row, dy, dyAt + row, $rowLength);
                        }
                        """);
        backwardMethod(source.type(), source.dialect(), function);
    }

    /** Adds {@code throughActivation(y, yAt, dy, dyAt, count)}; nothing without an activation. */
    static void backwardMethod(TypeSpec.Builder type, Dialect dialect, ActivationFunction function) {
        if (function.kind() == ActivationKind.NONE) {
            return;
        }
        MethodSpec.Builder method = KernelClasses.helper(
                        "throughActivation",
                        floats("y"),
                        integer("yAt"),
                        floats("dy"),
                        integer("dyAt"),
                        integer("count"))
                .addJavadoc("{@code dy *= f'}, computed from the output y, for {@code count} values.\n");
        type.addMethod(throughActivation(method, dialect, function).build());
    }

    /** Adds the statements of a method {@code throughActivation(y, yAt, dy, dyAt, count)}. */
    static MethodSpec.Builder throughActivation(
            MethodSpec.Builder method, Dialect dialect, ActivationFunction function) {
        if (!function.kind().hasDerivativeFromOutput()) {
            throw new IllegalArgumentException(function.kind()
                    + " has no derivative from its output and cannot be fused into a layer that trains");
        }
        if (dialect == Dialect.VECTOR) {
            method.addStatement("int t = 0")
                    .beginControlFlow("for (; t < LANES.loopBound(count); t += LANES.length())")
                    .addStatement("$T v = $T.fromArray(LANES, y, yAt + t)", Names.FLOAT_VECTOR, Names.FLOAT_VECTOR)
                    .addStatement("$T g = $T.fromArray(LANES, dy, dyAt + t)", Names.FLOAT_VECTOR, Names.FLOAT_VECTOR)
                    .addStatement("$L.intoArray(dy, dyAt + t)", ActivationCode.vectorGradient(function, "v", "g"))
                    .endControlFlow()
                    .beginControlFlow("for (; t < count; t++)");
        } else {
            method.beginControlFlow("for (int t = 0; t < count; t++)");
        }
        return method.addStatement("float v = y[yAt + t]")
                .addStatement("float g = dy[dyAt + t]")
                .addStatement("dy[dyAt + t] = $L", ActivationCode.scalarGradient(function, "v", "g"))
                .endControlFlow();
    }

    private static int rowLength(Layout y) {
        return y.shape().width() * y.shape().channels();
    }
}
