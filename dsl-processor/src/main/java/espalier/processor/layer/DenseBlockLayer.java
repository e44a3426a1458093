package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/**
 * {@code @DenseBlock}: layers each of which reads what all before it have made (Huang et al. 2017). Inner names are
 * torchvision's: {@code denselayer1.norm1}, {@code denselayer1.conv1}, ….
 *
 * @param bottleneck channels of a layer's 1x1 convolution, in multiples of the growth; 0 for none
 */
record DenseBlockLayer(
        AnnotationSpec source, int layers, int growth, int bottleneck, double dropout, BatchNormLayer norm)
        implements Layer {

    static final LayerKind KIND = new LayerKind("DenseBlock", DenseBlockLayer::read);

    private static final String GROWTH = "growth";
    private static final int MOST_LAYERS = 1_000;

    private static DenseBlockLayer read(Attributes a) {
        int growth = a.positive(GROWTH);
        int bottleneck = a.between(0, MOST_LAYERS, "bottleneck", "Usual is 4; 0 leaves the 1x1 convolutions out.");
        return new DenseBlockLayer(
                a.source(),
                a.between(1, MOST_LAYERS, "layers", "The deepest published blocks have 64."),
                growth,
                bottleneck,
                a.dropRate("dropout", "a value", "usually 0.2"),
                BatchNormLayer.read(a));
    }

    @Override
    public String kind() {
        return "DenseBlock " + layers + " x " + (bottleneck > 0 ? "(1x1, 3x3)" : "3x3");
    }

    @Override
    public String suffix() {
        return "DenseBlock";
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
        if (!site.requireMap(this, "Put @DenseBlock before the layer that makes a vector.")
                || !Limits.fits(
                        site, new Culprit(source, GROWTH), "a layer's bottleneck", (long) growth * bottleneck)) {
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            int features = c.input();
            for (int i = 1; i <= layers; i++) {
                String name = "denselayer" + i;
                int added = layer(c, name + ".", features);
                features = c.add(name + ".concat", new ConcatLayer(source), features, added);
            }
        });
    }

    private int layer(Composition c, String name, int x) {
        int y = convolution(c, name, 1, bottleneck > 0 ? growth * bottleneck : growth, bottleneck > 0 ? 1 : 3, x);
        if (bottleneck > 0) {
            y = convolution(c, name, 2, growth, 3, y);
        }
        return dropout > 0 ? c.add(name + "drop", new DropoutLayer(source, dropout), y) : y;
    }

    /** Batch norm, ReLU and a convolution, in this order. */
    private int convolution(Composition c, String name, int number, int filters, int kernel, int x) {
        Size one = Size.one(source.origin());
        int y = c.add(name + "norm" + number, norm, x);
        y = c.add(name + "relu" + number, ActivationLayer.usual(source, ActivationKind.RELU), y);
        return c.add(
                name + "conv" + number,
                ConvLayer.inner(ConvLayer.Filters.of(filters, source, GROWTH), kernel, one, 1, false),
                y);
    }
}
