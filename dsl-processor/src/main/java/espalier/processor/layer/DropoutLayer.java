package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Dropout}: drops values in training. */
record DropoutLayer(AnnotationSpec source, double rate) implements Layer {

    static final LayerKind KIND =
            new LayerKind("Dropout", a -> new DropoutLayer(a.source(), a.dropRate("a value", "usually 0.5 or less")));

    @Override
    public String kind() {
        return "Dropout " + rate;
    }

    @Override
    public String suffix() {
        return "Dropout";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Dropout(site.input(), rate))));
    }
}
