package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @Flatten}: a map as a vector, in the order C, H, W. */
record FlattenLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Flatten", a -> new FlattenLayer(a.source()));

    /** What a layer that takes a vector puts before itself: nothing if it gets one. */
    static List<Step> implicit(Shape input) {
        return input.isVector() ? List.of() : List.of(new Step("Flatten", op(input), List.of(), 0, Reach.POINT));
    }

    private static Op op(Shape input) {
        return new Op.Flatten(input, Shape.vector(Math.toIntExact(input.size())));
    }

    @Override
    public String kind() {
        return "Flatten";
    }

    @Override
    public String suffix() {
        return "Flatten";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Delete @Flatten: a vector is flat already.")) {
            return Optional.empty();
        }
        return Optional.of(Lowering.of(site, Step.pointwise(op(site.input()))));
    }
}
