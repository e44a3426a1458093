package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Lrn}: local response normalisation across channels. */
record LrnLayer(AnnotationSpec source, int size, double alpha, double beta, double k) implements Layer {

    static final LayerKind KIND = new LayerKind("Lrn", LrnLayer::read);

    private static LrnLayer read(Attributes a) {
        int size = a.positive("size");
        if (size > 0 && size % 2 == 0) {
            a.report(a.problem(ProblemCode.EVEN_WINDOW, a.source().originOf("size"), size)
                    .fixedBy(size - 1, size + 1L));
        }
        double alpha = a.source().real("alpha").value();
        double beta = a.source().real("beta").value();
        double k = a.source().real("k").value();
        if (!isAtLeastZero(alpha)) {
            a.outOfRange("alpha", "at least 0 and finite", "Usual is 1e-4; it is divided by size.");
        }
        if (!isAtLeastZero(beta)) {
            a.outOfRange("beta", "at least 0 and finite", "Usual is 0.75.");
        }
        if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
            a.outOfRange("k", "greater than 0 and finite", "It keeps the division finite, usually 1 or 2.");
        }
        return new LrnLayer(a.source(), size, alpha, beta, k);
    }

    private static boolean isAtLeastZero(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    @Override
    public String kind() {
        return "LRN " + size;
    }

    @Override
    public String suffix() {
        return "Lrn";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Normalise before the layer that makes a vector.")) {
            return Optional.empty();
        }
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Lrn(site.input(), size, alpha, beta, k))));
    }
}
