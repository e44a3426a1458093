package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @StochasticDepth}: in training drops all values of some images. */
record StochasticDepthLayer(AnnotationSpec source, double rate) implements Layer {

    static final LayerKind KIND = new LayerKind(
            "StochasticDepth",
            a -> new StochasticDepthLayer(a.source(), a.dropRate("an image's values", "usually 0.2 or less")));

    @Override
    public String kind() {
        return "StochasticDepth " + rate;
    }

    @Override
    public String suffix() {
        return "StochasticDepth";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.StochasticDepth(site.input(), rate))));
    }
}
