package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Dropout}: drops values in training. */
record DropoutLayer(AnnotationSpec source, double rate) implements Layer {

    static final LayerKind KIND = new LayerKind("Dropout", a -> {
        double rate = a.source().real("rate").value();
        if (!(rate >= 0 && rate < 1)) {
            a.outOfRange(
                    "rate", "at least 0 and below 1", "It is the probability to drop a value, usually 0.5 or less.");
        }
        return new DropoutLayer(a.source(), rate);
    });

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
