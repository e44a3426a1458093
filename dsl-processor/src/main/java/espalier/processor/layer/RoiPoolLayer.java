package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @RoiPool}: the part of a map under each region pooled to {@code size}. */
record RoiPoolLayer(AnnotationSpec source, Size size, double scale) implements Layer {

    static final LayerKind KIND = new LayerKind("RoiPool", LayerKind.Inputs.ONE_AND_REGIONS, RoiPoolLayer::read);

    private static RoiPoolLayer read(Attributes a) {
        double scale = a.source().real("scale").value();
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            a.outOfRange("scale", "above 0 and finite", "Write 1 over the strides before it, such as 1.0 / 16.");
        }
        return new RoiPoolLayer(a.source(), a.size("size"), scale);
    }

    @Override
    public String kind() {
        return "RoiPool " + size;
    }

    @Override
    public String suffix() {
        return "RoiPool";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pool before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        long values = Limits.times(Limits.times(size.height(), size.width()), input.channels());
        Culprit blame = new Culprit(source, "size");
        if (!Limits.fits(site, blame, "its result", values)) {
            return Optional.empty();
        }
        Shape output = Shape.map(input.channels(), size.height(), size.width());
        if (!Limits.fits(site, blame, "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        Op op = new Op.RoiPool(input, output, scale);
        return Optional.of(Lowering.of(site, new Step("", op, List.of(), 0, Reach.WHOLE)));
    }
}
