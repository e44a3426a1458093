package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/**
 * {@code @Inception}: four branches side by side, joined along the channels (Szegedy et al. 2014, figure 2b). Attributes
 * are the columns of the paper's table 1.
 */
record InceptionLayer(
        AnnotationSpec source,
        int conv1x1,
        int reduce3x3,
        int conv3x3,
        int reduce5x5,
        int conv5x5,
        int poolProjection,
        Form form)
        implements Layer {

    static final LayerKind KIND = new LayerKind(
            "Inception",
            a -> new InceptionLayer(
                    a.source(),
                    a.positive("conv1x1"),
                    a.positive("reduce3x3"),
                    a.positive("conv3x3"),
                    a.positive("reduce5x5"),
                    a.positive("conv5x5"),
                    a.positive("poolProjection"),
                    Form.valueOf(a.source().text("form").value())));

    /** torchvision's batch norm in GoogLeNet. */
    private static final double MOMENTUM = 0.9;

    private static final double EPSILON = 1e-3;

    /** What a convolution of the module is, with the names of the annotation's enum. */
    enum Form {
        PUBLISHED,
        TORCHVISION
    }

    @Override
    public String kind() {
        return form == Form.PUBLISHED ? "Inception" : "Inception with batch norm";
    }

    @Override
    public String suffix() {
        return "Inception";
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
        if (!site.requireMap(this, "Put @Inception before the layer that makes a vector.")) {
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            int x = c.input();
            int one = add(c, "conv1x1", "branch1", conv1x1, 1, x);
            int three = add(c, "reduce3x3", "branch2.0", reduce3x3, 1, x);
            three = add(c, "conv3x3", "branch2.1", conv3x3, 3, three);
            int five = add(c, "reduce5x5", "branch3.0", reduce5x5, 1, x);
            five = add(c, "conv5x5", "branch3.1", conv5x5, form == Form.PUBLISHED ? 5 : 3, five);
            int pooled = c.add("pool", pool(), x);
            pooled = add(c, "poolProjection", "branch4.1", poolProjection, 1, pooled);
            c.add("concat", new ConcatLayer(source), one, three, five, pooled);
        });
    }

    /** Adds a convolution with its ReLU. */
    private int add(Composition c, String name, String torchvision, int filters, int kernel, int x) {
        Size one = Size.one(source.origin());
        boolean hasNorm = form == Form.TORCHVISION;
        String prefix = c.prefix() + "." + (hasNorm ? torchvision + ".conv" : name);
        int y = c.add(
                name,
                prefix,
                ConvLayer.inner(ConvLayer.Filters.of(filters, source, name), kernel, one, 1, !hasNorm),
                x);
        if (hasNorm) {
            BatchNormLayer norm = new BatchNormLayer(source, MOMENTUM, EPSILON);
            y = c.add(name + ".bn", c.prefix() + "." + torchvision + ".bn", norm, y);
        }
        return c.add(name + ".relu", ActivationLayer.usual(source, ActivationKind.RELU), y);
    }

    private PoolLayer pool() {
        Size three = new Size(3, 3, source.origin());
        Size one = Size.one(source.origin());
        Sliding sliding = new Sliding(three, one, one, new Padding(1, 1, 1, 1), PaddingMode.EXPLICIT, true);
        return new PoolLayer(source, Op.PoolType.MAX, sliding, false);
    }
}
