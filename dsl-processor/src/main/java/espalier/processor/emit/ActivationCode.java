package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;

/**
 * The expressions of the activation functions and of their gradients, in both dialects. A gradient is computed from the
 * output {@code y} where {@link ActivationFunction#hasDerivativeFromOutput()}, otherwise from the input
 * {@code x}; the parameter {@code value} is the one of the two. At a kink the derivative is PyTorch's: that of the flat
 * side, so ReLU'(0) = 0.
 *
 * <p>Arguments are names of variables, since an expression may use them more than once. A scalar expression may be a
 * conditional one: assign it, or put it in brackets.
 */
final class ActivationCode {

    private ActivationCode() {}

    /**
     * Whether the function is little more than a bound, so that it may stand in the tile of a convolution; the others
     * are better applied in a loop of their own over a finished row, since a tile that calls them for each of its
     * vectors becomes too large for C2 to keep them in registers.
     */
    static boolean isCheap(ActivationFunction f) {
        return switch (f.kind()) {
            case NONE, RELU, LEAKY_RELU, RELU6 -> true;
            case TANH, SCALED_TANH, SIGMOID, SWISH, HARD_SIGMOID, HARD_SWISH, ELU, GELU -> false;
        };
    }

    /** The function of {@code x} as a comment has it, such as {@code max(x, 0)}. */
    static String formula(ActivationFunction f, String x) {
        return switch (f.kind()) {
            case NONE -> bare(x);
            case RELU -> "max(" + bare(x) + ", 0)";
            case LEAKY_RELU -> x + " where positive, else " + number(f.alpha()) + " * " + x;
            case RELU6 -> "min(max(" + bare(x) + ", 0), 6)";
            case TANH -> "tanh(" + bare(x) + ")";
            case SCALED_TANH -> "1.7159 tanh(2/3 " + x + ")";
            case SIGMOID -> "1 / (1 + exp(-" + x + "))";
            case SWISH -> x + " / (1 + exp(-" + x + "))";
            case HARD_SWISH -> x + " * min(max(" + x + " + 3, 0), 6) / 6";
            case HARD_SIGMOID -> "min(max(" + x + " + 3, 0), 6) / 6";
            case ELU -> x + " where positive, else " + number(f.alpha()) + " (exp(" + x + ") - 1)";
            case GELU -> x + " (1 + erf(" + x + " / sqrt(2))) / 2";
        };
    }

    /** A float expression: the function of {@code float x}. */
    static CodeBlock scalar(ActivationFunction f, String x) {
        return switch (f.kind()) {
            case NONE -> CodeBlock.of("$L", x);
            case RELU -> CodeBlock.of("$T.max($L, 0f)", Math.class, x);
            case LEAKY_RELU -> CodeBlock.of("$1L > 0 ? $1L : $2L * $1L", x, literal(f.alpha()));
            case RELU6 -> CodeBlock.of("$1T.min($1T.max($2L, 0f), 6f)", Math.class, x);
            case TANH -> CodeBlock.of("$T.tanh($L)", Names.SCALAR_MATH, x);
            case SCALED_TANH -> CodeBlock.of("1.7159f * $T.tanh($L * (2f / 3))", Names.SCALAR_MATH, x);
            case SIGMOID -> CodeBlock.of("$T.sigmoid($L)", Names.SCALAR_MATH, x);
            case SWISH -> CodeBlock.of("$T.swish($L)", Names.SCALAR_MATH, x);
            case HARD_SWISH -> CodeBlock.of("$T.hardSwish($L)", Names.SCALAR_MATH, x);
            case HARD_SIGMOID -> CodeBlock.of("$1T.min($1T.max($2L + 3, 0f), 6f) * (1f / 6)", Math.class, x);
            case ELU -> CodeBlock.of("$1L > 0 ? $1L : $2L * (float) $3T.expm1($1L)", x, literal(f.alpha()), Math.class);
            case GELU -> CodeBlock.of("$T.gelu($L)", Names.SCALAR_MATH, x);
        };
    }

    /**
     * A FloatVector expression: the function of {@code FloatVector x}. Bounds are compared with and not {@code max(0f)}, which
     * gives the same but takes C2 six instructions for Java's rules about NaN and -0.
     */
    static CodeBlock vector(ActivationFunction f, String x) {
        return switch (f.kind()) {
            case NONE -> CodeBlock.of("$L", x);
            case RELU -> CodeBlock.of("$1L.blend(0f, $1L.compare($2T.LE, 0f))", x, Names.VECTOR_OPERATORS);
            case LEAKY_RELU ->
                CodeBlock.of(
                        "$1L.mul($2L).blend($1L, $1L.compare($3T.GT, 0f))",
                        x,
                        literal(f.alpha()),
                        Names.VECTOR_OPERATORS);
            case RELU6 ->
                CodeBlock.of(
                        "$1L.blend(0f, $1L.compare($2T.LE, 0f)).blend(6f, $1L.compare($2T.GE, 6f))",
                        x,
                        Names.VECTOR_OPERATORS);
            case TANH -> CodeBlock.of("$T.tanh($L)", Names.VECTOR_MATH, x);
            case SCALED_TANH -> CodeBlock.of("$T.scaledTanh($L)", Names.VECTOR_MATH, x);
            case SIGMOID -> CodeBlock.of("$T.sigmoid($L)", Names.VECTOR_MATH, x);
            case SWISH -> CodeBlock.of("$T.swish($L)", Names.VECTOR_MATH, x);
            case HARD_SWISH -> CodeBlock.of("$T.hardSwish($L)", Names.VECTOR_MATH, x);
            case HARD_SIGMOID -> CodeBlock.of("$T.hardSigmoid($L)", Names.VECTOR_MATH, x);
            case ELU -> CodeBlock.of("$T.elu($L, $L)", Names.VECTOR_MATH, x, literal(f.alpha()));
            case GELU -> CodeBlock.of("$T.gelu($L)", Names.VECTOR_MATH, x);
        };
    }

    /**
     * A call that applies a function that is not {@link #isCheap cheap} to {@code count} values of an array, from {@code at} on.
     */
    static CodeBlock vectorLoop(ActivationFunction f, String array, String at, String count) {
        String name = switch (f.kind()) {
            case TANH -> "tanh";
            case SCALED_TANH -> "scaledTanh";
            case SIGMOID -> "sigmoid";
            case SWISH -> "swish";
            case ELU -> "elu";
            case HARD_SIGMOID -> "hardSigmoid";
            case HARD_SWISH -> "hardSwish";
            case GELU -> "gelu";
            case NONE, RELU, LEAKY_RELU, RELU6 ->
                throw new IllegalArgumentException(f.kind() + " stands in the loop of its layer");
        };
        String alpha = f.kind() == ActivationKind.ELU ? ", " + literal(f.alpha()) : "";
        return CodeBlock.of("$T.$L($L, $L, $L$L)", Names.VECTOR_ACTIVATIONS, name, array, at, count, alpha);
    }

    /** A float expression: {@code dy} times the derivative. */
    static CodeBlock scalarGradient(ActivationFunction f, String value, String dy) {
        return switch (f.kind()) {
            case NONE -> CodeBlock.of("$L", dy);
            case RELU -> CodeBlock.of("$L <= 0 ? 0f : $L", value, dy);
            case LEAKY_RELU -> CodeBlock.of("$1L > 0 ? $2L : $3L * $2L", value, dy, literal(f.alpha()));
            case RELU6 -> CodeBlock.of("$1L <= 0 || $1L >= 6 ? 0f : $2L", value, dy);
            case TANH -> CodeBlock.of("$2L * (1 - $1L * $1L)", value, dy);
            case SCALED_TANH -> CodeBlock.of("$2L * (1.7159f * 2 / 3 - $1L * $1L * (2 / (3 * 1.7159f)))", value, dy);
            case SIGMOID -> CodeBlock.of("$2L * $1L * (1 - $1L)", value, dy);
            case HARD_SIGMOID -> CodeBlock.of("$1L <= 0 || $1L >= 1 ? 0f : $2L * (1f / 6)", value, dy);
            case ELU ->
                f.hasDerivativeFromOutput()
                        ? CodeBlock.of("$1L > 0 ? $2L : $2L * ($1L + $3L)", value, dy, literal(f.alpha()))
                        : CodeBlock.of(
                                "$1L > 0 ? $2L : $2L * $3L * (float) $4T.exp($1L)",
                                value,
                                dy,
                                literal(f.alpha()),
                                Math.class);
            case SWISH -> CodeBlock.of("$L * $T.swishDerivative($L)", dy, Names.SCALAR_MATH, value);
            case HARD_SWISH -> CodeBlock.of("$L * $T.hardSwishDerivative($L)", dy, Names.SCALAR_MATH, value);
            case GELU -> CodeBlock.of("$L * $T.geluDerivative($L)", dy, Names.SCALAR_MATH, value);
        };
    }

    /** A FloatVector expression: {@code dy} times the derivative. */
    static CodeBlock vectorGradient(ActivationFunction f, String value, String dy) {
        return switch (f.kind()) {
            case NONE -> CodeBlock.of("$L", dy);
            case RELU -> CodeBlock.of("$L.blend(0f, $L.compare($T.LE, 0f))", dy, value, Names.VECTOR_OPERATORS);
            case LEAKY_RELU ->
                CodeBlock.of(
                        "$1L.mul($4L).blend($1L, $2L.compare($3T.GT, 0f))",
                        dy,
                        value,
                        Names.VECTOR_OPERATORS,
                        literal(f.alpha()));
            case RELU6 ->
                CodeBlock.of(
                        "$1L.blend(0f, $2L.compare($3T.LE, 0f))$Z.blend(0f, $2L.compare($3T.GE, 6f))",
                        dy,
                        value,
                        Names.VECTOR_OPERATORS);
            case TANH -> CodeBlock.of("$1L.mul($1L).neg().add(1f).mul($2L)", value, dy);
            case SCALED_TANH ->
                CodeBlock.of("$1L.mul($1L).mul(-2 / (3 * 1.7159f)).add(1.7159f * 2 / 3).mul($2L)", value, dy);
            case SIGMOID -> CodeBlock.of("$1L.neg().add(1f).mul($1L).mul($2L)", value, dy);
            case HARD_SIGMOID ->
                CodeBlock.of(
                        "$1L.mul(1f / 6).blend(0f, $2L.compare($3T.LE, 0f))$Z.blend(0f, $2L.compare($3T.GE, 1f))",
                        dy,
                        value,
                        Names.VECTOR_OPERATORS);
            case ELU ->
                f.hasDerivativeFromOutput()
                        ? CodeBlock.of(
                                "$1L.mul($2L.add($4L)).blend($1L, $2L.compare($3T.GT, 0f))",
                                dy,
                                value,
                                Names.VECTOR_OPERATORS,
                                literal(f.alpha()))
                        : CodeBlock.of(
                                "$5T.exp($2L).mul($4L).mul($1L).blend($1L, $2L.compare($3T.GT, 0f))",
                                dy,
                                value,
                                Names.VECTOR_OPERATORS,
                                literal(f.alpha()),
                                Names.VECTOR_MATH);
            case SWISH -> CodeBlock.of("$T.swishDerivative($L).mul($L)", Names.VECTOR_MATH, value, dy);
            case HARD_SWISH -> CodeBlock.of("$T.hardSwishDerivative($L).mul($L)", Names.VECTOR_MATH, value, dy);
            case GELU -> CodeBlock.of("$T.geluDistribution($L).mul($L)", Names.VECTOR_MATH, value, dy);
        };
    }

    /** A float literal, such as {@code 0.01f}. */
    static String literal(double value) {
        return Float.toString((float) value) + "f";
    }

    /** A term without the brackets around it. */
    private static String bare(String x) {
        return x.startsWith("(") && x.endsWith(")") ? x.substring(1, x.length() - 1) : x;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
