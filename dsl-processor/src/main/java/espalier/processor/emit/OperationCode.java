package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Window;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expression that describes an operation at run time: a record of {@code espalier.runtime.graph.Operation}, called as
 * the op is, with what shapes and parameters do not tell. One line an op.
 */
final class OperationCode {

    private static final CodeBlock NOTHING = CodeBlock.of("");

    private static final Map<Class<? extends Op>, Function<Op, CodeBlock>> ARGUMENTS = Map.ofEntries(
            entry(Op.Input.class, op -> NOTHING),
            entry(Op.Convolution.class, op -> list(window(op.window()), op.groups())),
            entry(Op.Pool.class, op -> list(type(op.type()), window(op.window()), op.countPadding())),
            entry(Op.GlobalPool.class, op -> type(op.type())),
            entry(Op.AdaptivePool.class, op -> type(op.type())),
            entry(Op.RoiPool.class, op -> list(op.scale())),
            entry(Op.Upsample.class, op -> list(op.factorHeight(), op.factorWidth(), mode(op.mode()))),
            entry(Op.Subsample.class, op -> list(op.windowHeight(), op.windowWidth())),
            entry(Op.Dense.class, op -> NOTHING),
            entry(Op.Rbf.class, op -> NOTHING),
            entry(Op.Activation.class, op -> function(op.function())),
            entry(Op.Dropout.class, op -> list(op.rate())),
            entry(Op.StochasticDepth.class, op -> list(op.rate())),
            entry(Op.BatchNorm.class, op -> list(Text.literal(op.momentum()), Text.literal(op.epsilon()))),
            entry(Op.Lrn.class, op -> list(op.size(), op.alpha(), op.beta(), op.k())),
            entry(Op.Softmax.class, op -> NOTHING),
            entry(Op.Flatten.class, op -> NOTHING),
            entry(Op.Pad.class, op -> padding(op.padding())),
            entry(Op.Add.class, op -> NOTHING),
            entry(Op.Multiply.class, op -> NOTHING),
            entry(Op.Scale.class, op -> NOTHING),
            entry(Op.IdentityShortcut.class, op -> list(op.strideHeight(), op.strideWidth())),
            entry(Op.Concat.class, op -> NOTHING));

    private OperationCode() {}

    static CodeBlock of(Op op) {
        Function<Op, CodeBlock> arguments = ARGUMENTS.get(op.getClass());
        if (arguments == null) {
            throw new IllegalArgumentException(
                    "no description of " + op.getClass().getSimpleName() + ": add it to OperationCode");
        }
        return CodeBlock.of(
                "new $T($L)", Names.OPERATION.nestedClass(op.getClass().getSimpleName()), arguments.apply(op));
    }

    /** Whether there is a line for the op. */
    static boolean describes(Class<?> op) {
        return ARGUMENTS.containsKey(op);
    }

    private static <O extends Op> Map.Entry<Class<? extends Op>, Function<Op, CodeBlock>> entry(
            Class<O> type, Function<O, CodeBlock> arguments) {
        return Map.entry(type, op -> arguments.apply(type.cast(op)));
    }

    private static CodeBlock list(Object... values) {
        return Stream.of(values).map(value -> CodeBlock.of("$L", value)).collect(CodeBlock.joining(",$W"));
    }

    private static CodeBlock type(Op.PoolType type) {
        return CodeBlock.of("$T.$L", Names.graph("PoolType"), type);
    }

    private static CodeBlock mode(Op.UpsampleMode mode) {
        return CodeBlock.of("$T.$L", Names.graph("UpsampleMode"), mode);
    }

    private static CodeBlock function(ActivationFunction function) {
        CodeBlock kind = CodeBlock.of("$T.$L", Names.graph("ActivationKind"), function.kind());
        return function.alpha() == 0 ? kind : CodeBlock.of("$L, $L", kind, function.alpha());
    }

    private static CodeBlock window(Window window) {
        int size = window.height();
        int stride = window.strideHeight();
        int all = window.padding().top();
        if (window.equals(new Window(size, size, stride, stride, 1, 1, new Padding(all, all, all, all)))) {
            return CodeBlock.of("$T.square($L, $L, $L)", Names.graph("Window"), size, stride, all);
        }
        String sizes = Stream.of(
                        window.height(),
                        window.width(),
                        window.strideHeight(),
                        window.strideWidth(),
                        window.dilationHeight(),
                        window.dilationWidth())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return CodeBlock.of("new $T($L,$W$L)", Names.graph("Window"), sizes, padding(window.padding()));
    }

    private static CodeBlock padding(Padding padding) {
        if (padding.equals(Padding.NONE)) {
            return CodeBlock.of("$T.NONE", Names.graph("Padding"));
        }
        return CodeBlock.of(
                "new $T($L, $L, $L, $L)",
                Names.graph("Padding"),
                padding.top(),
                padding.left(),
                padding.bottom(),
                padding.right());
    }
}
