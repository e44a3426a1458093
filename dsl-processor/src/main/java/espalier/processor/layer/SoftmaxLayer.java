package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @Softmax}: positive values that sum to 1, over a vector. */
public record SoftmaxLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Softmax", a -> new SoftmaxLayer(a.source()));

    @Override
    public String kind() {
        return "Softmax";
    }

    @Override
    public String suffix() {
        return "Softmax";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.input().isVector()) {
            site.report(site.problem(
                    ProblemCode.NEEDS_VECTOR,
                    source.origin(),
                    source.type(),
                    site.inputNames().get(0),
                    site.input()));
            return Optional.empty();
        }
        return Optional.of(Lowering.of(site, new Step("", new Op.Softmax(site.input()), List.of(), 0, Reach.WHOLE)));
    }
}
