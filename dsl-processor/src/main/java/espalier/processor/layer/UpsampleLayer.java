package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @Upsample}: a map enlarged by whole factors, {@code c x h x w} to {@code c x (factor * h) x (factor * w)}. */
record UpsampleLayer(AnnotationSpec source, Size factor, Op.UpsampleMode mode) implements Layer {

    static final LayerKind KIND = new LayerKind(
            "Upsample",
            a -> new UpsampleLayer(
                    a.source(),
                    a.size("factor"),
                    Op.UpsampleMode.valueOf(a.source().text("mode").value())));

    @Override
    public String kind() {
        return (mode == Op.UpsampleMode.NEAREST ? "Nearest" : "Bilinear") + "Upsample " + factor;
    }

    @Override
    public String suffix() {
        return "Upsample";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Upsample before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        long height = Limits.times(input.height(), factor.height());
        long width = Limits.times(input.width(), factor.width());
        long values = Limits.times(Limits.times(height, width), input.channels());
        Culprit blame = new Culprit(source, "factor");
        if (!Limits.fits(site, blame, "its result", values)) {
            return Optional.empty();
        }
        Shape output = Shape.map(input.channels(), (int) height, (int) width);
        if (!Limits.fits(site, blame, "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        if (output.equals(input)) {
            return Optional.of(Lowering.chain(site, List.of()));
        }
        Op op = new Op.Upsample(input, output, factor.height(), factor.width(), mode);
        boolean isNearest = mode == Op.UpsampleMode.NEAREST;
        Reach reach = new Reach(
                isNearest || factor.height() == 1 ? 1 : 2,
                isNearest || factor.width() == 1 ? 1 : 2,
                1.0 / factor.height(),
                1.0 / factor.width(),
                false);
        return Optional.of(Lowering.of(site, new Step("", op, List.of(), 0, reach)));
    }
}
