package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @GlobalPool}: each whole map becomes one value, {@code c x 1 x 1}. */
record GlobalPoolLayer(AnnotationSpec source, Op.PoolType type) implements Layer {

    static final LayerKind KIND = new LayerKind(
            "GlobalPool",
            a -> new GlobalPoolLayer(
                    a.source(), Op.PoolType.valueOf(a.source().text("type").value())));

    @Override
    public String kind() {
        return "Global" + PoolLayer.name(type);
    }

    @Override
    public String suffix() {
        return "GlobalPool";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pool before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Op op = new Op.GlobalPool(site.input(), Shape.map(site.input().channels(), 1, 1), type);
        return Optional.of(Lowering.of(site, new Step("", op, List.of(), 0, Reach.WHOLE)));
    }
}
