package espalier.processor.layer;

import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Origin;
import java.util.List;
import java.util.Optional;

/** {@code @Depthwise}: the grouped convolution with a group a map, {@code c x h x w} to {@code c * multiplier} maps. */
record DepthwiseLayer(AnnotationSpec source, int multiplier, Sliding sliding, boolean hasBias, Initialization init)
        implements Layer, Biased {

    static final LayerKind KIND = new LayerKind(
            "Depthwise",
            a -> new DepthwiseLayer(
                    a.source(),
                    a.positive("multiplier"),
                    ConvLayer.sliding(a),
                    a.source().flag("bias").value(),
                    Initialization.valueOf(a.source().text("init").value())));

    @Override
    public String kind() {
        return "Depthwise " + ConvLayer.kernel(sliding) + (multiplier > 1 ? " (" + multiplier + " a map)" : "");
    }

    @Override
    public String suffix() {
        return "Depthwise";
    }

    @Override
    public Ownership ownership() {
        return Ownership.WEIGHTS;
    }

    @Override
    public Origin biasOrigin() {
        return source.originOf("bias");
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        int maps = site.input().channels();
        long filters = Limits.times(maps, multiplier);
        Culprit multiplied = new Culprit(source, "multiplier");
        if (!Limits.fits(site, multiplied, "its bias", filters)) {
            return Optional.empty();
        }
        ConnectionTable all = new ConnectionTable(List.of(), source.origin());
        return new ConvLayer(source, (int) filters, multiplied, sliding, maps, hasBias, all, init, false).lower(site);
    }
}
