package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The expressions that make parameters. */
final class ParameterCode {

    private ParameterCode() {}

    /** The expressions of lists of parameters and of single ones, in order, for a method that adds them all. */
    static List<CodeBlock> additions(CheckedNode node) {
        Optional<String> norm = batchNormPrefix(node);
        if (norm.isPresent() && !node.trainingOnly()) {
            int channels = node.shape().channels();
            return List.of(CodeBlock.of("all.addAll($T.batchNorm($S, $L))", Names.PARAMETER, norm.get(), channels));
        }
        String form = node.trainingOnly() ? "all.add($L$Z.inTrainingOnly())" : "all.add($L)";
        return node.parameters().stream()
                .map(parameter -> CodeBlock.of(form, of(parameter, node.op())))
                .toList();
    }

    /** What the names of a batch norm's parameters begin with; empty for other operations. */
    static Optional<String> batchNormPrefix(CheckedNode node) {
        if (!(node.op() instanceof Op.BatchNorm)) {
            return Optional.empty();
        }
        String weight = node.parameters().get(0).name();
        return Optional.of(weight.substring(0, weight.length() - ".weight".length()));
    }

    private static CodeBlock of(ParameterDeclaration parameter, Op op) {
        String shape = join(parameter.dimensions());
        if (op instanceof Op.Rbf rbf) {
            return CodeBlock.of(
                    "$T.fixed($S,$W$T.unpack($L,$W$L), $L)",
                    Names.PARAMETER,
                    parameter.name(),
                    Names.PROTOTYPES,
                    rbf.input().channels(),
                    bits(rbf.prototypes()),
                    shape);
        }
        if (!parameter.trainable()) {
            return CodeBlock.of(
                    "$T.buffer($S, $T.$L, $L)",
                    Names.PARAMETER,
                    parameter.name(),
                    Names.INITIALIZER,
                    parameter.initializer(),
                    shape);
        }
        CodeBlock made = CodeBlock.of(
                "$T.trainable($S,$W$T.$L, $L, $L, $L)",
                Names.PARAMETER,
                parameter.name(),
                Names.INITIALIZER,
                parameter.initializer(),
                Text.literal(parameter.fanIn()),
                Text.literal(parameter.fanOut()),
                shape);
        boolean connected = op instanceof Op.Convolution convolution
                && !convolution.connections().isEmpty()
                && parameter.dimensions().size() == 4;
        return connected ? CodeBlock.of("$L$Z.withConnections($L)", made, table((Op.Convolution) op)) : made;
    }

    private static CodeBlock table(Op.Convolution convolution) {
        return convolution.connections().stream()
                .map(maps -> CodeBlock.of("{$L}", join(maps)))
                .collect(CodeBlock.joining(",$W", "new int[][] {", "}"));
    }

    /** Value {@code j} of a prototype is bit {@code j % 64} of its word {@code j / 64}. */
    private static CodeBlock bits(List<List<Integer>> prototypes) {
        return prototypes.stream()
                .map(prototype -> CodeBlock.of("$L", words(prototype)))
                .collect(CodeBlock.joining(",$W"));
    }

    private static String words(List<Integer> prototype) {
        long[] words = new long[(prototype.size() + 63) / 64];
        for (int j = 0; j < prototype.size(); j++) {
            if (prototype.get(j) > 0) {
                words[j / 64] |= 1L << (j % 64);
            }
        }
        return Arrays.stream(words)
                .mapToObj(word -> "0x" + Long.toHexString(word) + "L")
                .collect(Collectors.joining(", "));
    }

    private static String join(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
