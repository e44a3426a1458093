package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Residual}: a stage of residual blocks (He et al. 2015), of which the first may stride and change the channels.
 * Inner names are torchvision's: {@code 0.conv1}, {@code 0.bn1}, {@code 0.downsample.0}.
 *
 * @param width channels between a bottleneck's convolutions
 * @param stochasticDepth the probability to drop each block
 */
record ResidualLayer(
        AnnotationSpec source,
        int filters,
        int blocks,
        Size stride,
        boolean isBottleneck,
        int width,
        int groups,
        Shortcut shortcut,
        boolean isPreActivation,
        StridePlacement stridePlacement,
        BatchNormLayer norm,
        List<Double> stochasticDepth)
        implements Layer {

    static final LayerKind KIND = new LayerKind("Residual", ResidualLayer::read);

    private static final String FILTERS = "filters";

    /** A bottleneck ends in so many times its filters (He et al. 2015, section 4.1). */
    private static final int EXPANSION = 4;

    /** How an input of another shape reaches the addition, with the names of the annotation's enum. */
    enum Shortcut {
        PROJECTION,
        SUBSAMPLE
    }

    /** Which of a bottleneck's convolutions strides, with the names of the annotation's enum. */
    enum StridePlacement {
        IN_3X3,
        IN_FIRST_1X1
    }

    private static ResidualLayer read(Attributes a) {
        AnnotationSpec source = a.source();
        int filters = a.positive(FILTERS);
        int blocks = a.blocks();
        boolean isBottleneck = source.flag("bottleneck").value();
        if (!isBottleneck) {
            for (String name : List.of("width", "groups", "stridePlacement")) {
                if (source.isWritten(name)) {
                    String about = "the convolutions of a bottleneck";
                    a.report(a.problem(
                                    ProblemCode.ATTRIBUTE_UNUSED,
                                    source.originOf(name),
                                    name,
                                    about,
                                    "bottleneck is false")
                            .fixedBy("bottleneck = true", name));
                }
            }
        }
        return new ResidualLayer(
                source,
                filters,
                blocks,
                a.size("stride"),
                isBottleneck,
                source.isWritten("width") ? a.positive("width") : filters,
                a.positive("groups"),
                Shortcut.valueOf(source.text("shortcut").value()),
                source.flag("preActivation").value(),
                StridePlacement.valueOf(source.text("stridePlacement").value()),
                BatchNormLayer.read(a),
                a.stochasticDepth(blocks));
    }

    @Override
    public String kind() {
        String convolutions = isBottleneck ? "(1x1, 3x3, 1x1)" : "(3x3, 3x3)";
        return "Residual " + (blocks > 1 ? blocks + " x " : "") + convolutions + stride.asStride()
                + (groups > 1 ? " (" + groups + " groups)" : "");
    }

    @Override
    public String suffix() {
        return "Residual";
    }

    @Override
    public Ownership ownership() {
        return Ownership.INNER;
    }

    @Override
    public boolean leadsToRectifier(boolean onwards) {
        return isPreActivation;
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        long channels = (long) filters * (isBottleneck ? EXPANSION : 1);
        if (!site.requireMap(this, "Put @Residual before the layer that makes a vector.")
                || !Limits.fits(site, new Culprit(source, FILTERS), "one position of its result", channels)) {
            return Optional.empty();
        }
        int own = site.input().channels();
        if (shortcut == Shortcut.SUBSAMPLE && own > channels) {
            site.report(site.problem(ProblemCode.SHORTCUT_NARROWS, source.originOf("shortcut"), own, channels)
                    .fixedBy(own));
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            int x = c.input();
            for (int i = 0; i < blocks; i++) {
                Block block = new Block(c, i, (int) channels);
                x = isPreActivation ? block.preActivated(x) : block.postActivated(x);
            }
        });
    }

    private Size one() {
        return Size.one(source.origin());
    }

    /** One block in the making. */
    private final class Block {

        private final Composition c;
        private final String name;
        private final Size step;
        private final double dropRate;
        private final int channels;

        Block(Composition c, int index, int channels) {
            this.c = c;
            this.name = index + ".";
            this.step = index == 0 ? stride : one();
            this.dropRate = stochasticDepth.get(index);
            this.channels = channels;
        }

        /** Convolutions each followed by batch norm, and a ReLU after the addition. */
        int postActivated(int x) {
            int y = norm(1, first(x));
            if (isBottleneck) {
                y = norm(2, middle(relu(1, y)));
            }
            int last = isBottleneck ? 3 : 2;
            y = norm(last, last(relu(last - 1, y)));
            return c.add(name + "relu", relu(), sum(y, x, x));
        }

        /** Each convolution preceded by batch norm and ReLU, and nothing after the addition (He et al. 2016). */
        int preActivated(int x) {
            int active = relu(1, norm(1, x));
            int y = first(active);
            if (isBottleneck) {
                y = middle(relu(2, norm(2, y)));
            }
            int last = isBottleneck ? 3 : 2;
            y = last(relu(last, norm(last, y)));
            return sum(y, x, active);
        }

        /** The residual added to the input, or where the shape changes to what a shortcut makes of {@code active}. */
        private int sum(int residual, int x, int active) {
            boolean isChanged = !step.isOne() || c.shape(x).channels() != channels;
            int shortcut = isChanged ? shortcutTaken(active) : x;
            int kept = residual;
            if (dropRate > 0) {
                kept = c.add(name + "drop", new StochasticDepthLayer(source, dropRate), residual);
            }
            return c.add(name + "add", new AddLayer(source), kept, shortcut);
        }

        private int shortcutTaken(int x) {
            if (shortcut == Shortcut.SUBSAMPLE) {
                return c.add(
                        name + "shortcut", new IdentityShortcutLayer(source, channels, step.height(), step.width()), x);
            }
            ConvLayer projection = ConvLayer.inner(filters(channels), 1, step, 1, false);
            int y = c.add(name + "downsample.0", projection, x);
            return isPreActivation ? y : c.add(name + "downsample.1", norm, y);
        }

        private int first(int x) {
            if (!isBottleneck) {
                return convolution(1, filters(filters), 3, step, 1, x);
            }
            return convolution(1, width(), 1, strides(StridePlacement.IN_FIRST_1X1), 1, x);
        }

        private int middle(int x) {
            return convolution(2, width(), 3, strides(StridePlacement.IN_3X3), groups, x);
        }

        private int last(int x) {
            return isBottleneck
                    ? convolution(3, filters(channels), 1, one(), 1, x)
                    : convolution(2, filters(channels), 3, one(), 1, x);
        }

        private Size strides(StridePlacement here) {
            return stridePlacement == here ? step : one();
        }

        private ConvLayer.Filters filters(int count) {
            return ConvLayer.Filters.of(count, source, FILTERS);
        }

        private ConvLayer.Filters width() {
            return ConvLayer.Filters.of(width, source, source.isWritten("width") ? "width" : FILTERS);
        }

        private int convolution(int number, ConvLayer.Filters maps, int kernel, Size stride, int inGroups, int x) {
            return c.add(name + "conv" + number, ConvLayer.inner(maps, kernel, stride, inGroups, false), x);
        }

        private int norm(int number, int x) {
            return c.add(name + "bn" + number, norm, x);
        }

        private int relu(int number, int x) {
            return c.add(name + "relu" + number, relu(), x);
        }

        private ActivationLayer relu() {
            return ActivationLayer.usual(source, ActivationKind.RELU);
        }
    }
}
