package espalier.processor.plan;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a step does, for the comment beside its call: {@code 6x14x14 -> 16x10x10, 5x5, tanh}. */
final class StepComment {

    private StepComment() {}

    static String of(FusedNode node, List<FusedNode> all) {
        if (node.inputs().isEmpty()) {
            return node.shape().toString();
        }
        StringBuilder comment = new StringBuilder(node.inputs().stream()
                .map(input -> all.get(input).shape().toString())
                .collect(Collectors.joining(" and ")));
        comment.append(" -> ").append(node.shape());
        if (node.node().op() instanceof Op.Convolution convolution) {
            comment.append(", ")
                    .append(convolution.window().height())
                    .append('x')
                    .append(convolution.window().width());
        }
        node.foldedNorm().ifPresent(norm -> comment.append(", batch norm"));
        ActivationKind activation = node.activation().kind();
        if (activation != ActivationKind.NONE) {
            comment.append(", ")
                    .append(activation.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return comment.toString();
    }
}
