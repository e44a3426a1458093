package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Pad}: zeros around a map. */
record PadLayer(AnnotationSpec source, Padding padding) implements Layer {

    static final LayerKind KIND = new LayerKind("Pad", a -> new PadLayer(a.source(), a.padding("padding")));

    @Override
    public String kind() {
        return "Pad " + Sliding.show(padding);
    }

    @Override
    public String suffix() {
        return "Pad";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pad before the layer that makes a vector.")
                || !Limits.fits(
                        site, new Culprit(source, "padding"), "the padded " + site.input(), site.input(), padding)) {
            return Optional.empty();
        }
        Shape input = site.input();
        Shape output =
                Shape.map(input.channels(), input.height() + padding.vertical(), input.width() + padding.horizontal());
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Pad(input, output, padding))));
    }
}
