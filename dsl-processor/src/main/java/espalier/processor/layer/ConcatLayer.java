package espalier.processor.layer;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Concat}: maps one after the other along the channels, or vectors end to end. */
record ConcatLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Concat", Inputs.TWO_OR_MORE, a -> new ConcatLayer(a.source()));

    @Override
    public String kind() {
        return "Concat";
    }

    @Override
    public String suffix() {
        return "Concat";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        Shape first = site.input();
        long channels = first.channels();
        for (int i = 1; i < site.inputs().size(); i++) {
            Shape other = site.inputs().get(i);
            if (other.isVector() != first.isVector()
                    || other.height() != first.height()
                    || other.width() != first.width()) {
                reportDifference(site, i);
                return Optional.empty();
            }
            channels += other.channels();
        }
        long values = Limits.times(channels, (long) first.height() * first.width());
        if (!Limits.fits(site, Culprit.none(source), "its result", values)) {
            return Optional.empty();
        }
        Shape output = new Shape((int) channels, first.height(), first.width(), first.isVector());
        if (!Limits.fits(site, Culprit.none(source), "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Concat(site.inputs(), output))));
    }

    private void reportDifference(Site site, int i) {
        boolean mixed = site.inputs().get(i).isVector() != site.input().isVector();
        site.report(site.problem(
                        ProblemCode.SHAPES_DIFFER,
                        source.origin(),
                        source.type(),
                        mixed ? "only maps or only vectors" : "equal heights and widths",
                        site.inputNames().get(0),
                        site.input(),
                        site.inputNames().get(i),
                        site.inputs().get(i))
                .with(site.partingPaths(0, i))
                .fixedBy(
                        mixed
                                ? "Flatten the map first, or join before the layer that makes a vector."
                                : "Use the same strides on both paths, and padding that keeps the size, such as"
                                        + " paddingMode = SAME."));
    }
}
