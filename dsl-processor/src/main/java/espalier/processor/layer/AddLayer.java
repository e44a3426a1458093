package espalier.processor.layer;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.op.Op;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Add}: the sum of two or more equal shapes. */
record AddLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Add", Inputs.TWO_OR_MORE, a -> new AddLayer(a.source()));

    @Override
    public String kind() {
        return "Add";
    }

    @Override
    public String suffix() {
        return "Add";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        return EqualShapes.hold(site, this)
                ? Optional.of(Lowering.of(
                        site,
                        Step.pointwise(new Op.Add(site.input(), site.inputs().size()))))
                : Optional.empty();
    }
}
