package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/**
 * {@code @Fire}: a squeezing 1x1 convolution, then 1x1 and 3x3 convolutions side by side (Iandola et al. 2016), each with
 * bias and ReLU.
 */
record FireLayer(AnnotationSpec source, int squeeze, int expand1x1, int expand3x3) implements Layer {

    static final LayerKind KIND = new LayerKind(
            "Fire",
            a -> new FireLayer(a.source(), a.positive("squeeze"), a.positive("expand1x1"), a.positive("expand3x3")));

    @Override
    public String kind() {
        return "Fire";
    }

    @Override
    public String suffix() {
        return "Fire";
    }

    @Override
    public Ownership ownership() {
        return Ownership.INNER;
    }

    @Override
    public boolean leadsToRectifier(boolean onwards) {
        return false;
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Put @Fire before the layer that makes a vector.")) {
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            int squeezed = add(c, "squeeze", squeeze, 1, c.input());
            int one = add(c, "expand1x1", expand1x1, 1, squeezed);
            int three = add(c, "expand3x3", expand3x3, 3, squeezed);
            c.add("concat", new ConcatLayer(source), one, three);
        });
    }

    private int add(Composition c, String name, int filters, int kernel, int x) {
        Size one = Size.one(source.origin());
        int y = c.add(name, ConvLayer.inner(ConvLayer.Filters.of(filters, source, name), kernel, one, 1, true), x);
        return c.add(name + ".relu", ActivationLayer.usual(source, ActivationKind.RELU), y);
    }
}
