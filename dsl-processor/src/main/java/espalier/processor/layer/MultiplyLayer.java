package espalier.processor.layer;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.op.Op;
import espalier.processor.spec.AnnotationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code @Multiply}: the element-wise product of two or more equal shapes, two at a time. */
record MultiplyLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Multiply", Inputs.TWO_OR_MORE, a -> new MultiplyLayer(a.source()));

    @Override
    public String kind() {
        return "Multiply";
    }

    @Override
    public String suffix() {
        return "Multiply";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!EqualShapes.hold(site, this)) {
            return Optional.empty();
        }
        int inputs = site.inputs().size();
        Op product = new Op.Multiply(site.input());
        List<Lowering.Node> nodes = new ArrayList<>();
        int before = 0;
        for (int input = 1; input < inputs; input++) {
            String suffix = input < inputs - 1 ? "Part" : "";
            nodes.add(new Lowering.Node(Step.pointwise(product).suffixed(suffix), List.of(before, input)));
            before = inputs + input - 1;
        }
        return Optional.of(new Lowering(inputs, nodes));
    }
}
