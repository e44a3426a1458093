package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/**
 * {@code @Transition}: what stands between dense blocks (Huang et al. 2017, section 3): batch norm, ReLU, a 1x1 convolution to
 * a share of the channels, and 2x2 average pooling. Inner names are torchvision's.
 */
record TransitionLayer(AnnotationSpec source, double compression, BatchNormLayer norm) implements Layer {

    static final LayerKind KIND = new LayerKind("Transition", a -> {
        double compression = a.source().real("compression").value();
        if (!(compression > 0 && compression <= 1)) {
            a.outOfRange(
                    "compression", "greater than 0 and at most 1", "It is the share of the channels that is kept.");
        }
        return new TransitionLayer(a.source(), compression, BatchNormLayer.read(a));
    });

    @Override
    public String kind() {
        return "Transition";
    }

    @Override
    public String suffix() {
        return "Transition";
    }

    @Override
    public Ownership ownership() {
        return Ownership.INNER;
    }

    @Override
    public boolean leadsToRectifier(boolean onwards) {
        return true;
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Put @Transition before the layer that makes a vector.")) {
            return Optional.empty();
        }
        int channels = site.input().channels();
        int kept = (int) (channels * compression);
        if (kept < 1) {
            site.report(
                    site.problem(ProblemCode.NO_CHANNELS_LEFT, source.originOf("compression"), compression, channels)
                            .fixedBy("1 / " + channels + ".0"));
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            Size one = Size.one(source.origin());
            int y = c.add("norm", norm, c.input());
            y = c.add("relu", ActivationLayer.usual(source, ActivationKind.RELU), y);
            y = c.add("conv", ConvLayer.inner(ConvLayer.Filters.of(kept, source, "compression"), 1, one, 1, false), y);
            c.add("pool", pool(), y);
        });
    }

    private PoolLayer pool() {
        Size two = new Size(2, 2, source.origin());
        Size dense = Size.one(source.origin());
        Sliding sliding = new Sliding(two, two, dense, Padding.NONE, PaddingMode.EXPLICIT, false);
        return new PoolLayer(source, Op.PoolType.AVERAGE, sliding, false);
    }
}
