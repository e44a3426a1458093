package espalier.processor.layer;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/**
 * {@code @InvertedResidual}: blocks that expand the channels, convolve each by itself, and project them linearly (Sandler et
 * al. 2018), with squeeze and excitation between where that is asked for (Howard et al. 2019; Tan, Le 2019).
 *
 * @param stride of the first block
 * @param squeeze the channels to which the excitation squeezes, if there is one
 * @param stochasticDepth the probability to drop each block, where its input is added
 */
record InvertedResidualLayer(
        AnnotationSpec source,
        int filters,
        int blocks,
        int kernel,
        Size stride,
        Share expansion,
        Optional<Share> squeeze,
        ActivationKind activation,
        ActivationKind squeezeActivation,
        ActivationKind gate,
        BatchNormLayer norm,
        List<Double> stochasticDepth,
        Naming naming)
        implements Layer {

    static final LayerKind KIND = new LayerKind("InvertedResidual", InvertedResidualLayer::read);

    private static final String EXPANSION = "expansion";
    private static final String EXPANDED = "expanded";
    private static final String SQUEEZE = "squeeze";
    private static final String SQUEEZE_RATIO = "squeezeRatio";

    /** So many channels, or that share of a block's input, and which attribute says so. */
    private record Share(String attribute, boolean isAbsolute, double value) {
        long of(int channels) {
            return isAbsolute ? (long) value : Math.max(1, (long) (channels * value));
        }

        ConvLayer.Filters filters(AnnotationSpec source, int channels) {
            return ConvLayer.Filters.of((int) of(channels), source, attribute);
        }
    }

    /** Whose parameter names are used, with the names of the annotation's enum. */
    enum Naming {
        MOBILENET_V2,
        MOBILENET_V3,
        EFFICIENTNET
    }

    private static InvertedResidualLayer read(Attributes a) {
        AnnotationSpec source = a.source();
        int blocks = a.blocks();
        int kernel = a.positive("kernel");
        if (kernel > 0 && kernel % 2 == 0) {
            a.report(a.problem(ProblemCode.KERNEL_EVEN, source.originOf("kernel"), kernel)
                    .fixedBy(kernel - 1, kernel + 1));
        }
        Share expansion = source.isWritten(EXPANDED)
                ? new Share(EXPANDED, true, a.positive(EXPANDED))
                : new Share(EXPANSION, false, a.positive(EXPANSION));
        excludeEachOther(a, EXPANSION, EXPANDED, "how many channels a block expands to");
        return new InvertedResidualLayer(
                source,
                a.positive("filters"),
                blocks,
                kernel,
                a.size("stride"),
                expansion,
                squeeze(a),
                ActivationKind.valueOf(source.text("activation").value()),
                ActivationKind.valueOf(source.text("squeezeActivation").value()),
                ActivationKind.valueOf(source.text("gate").value()),
                BatchNormLayer.read(a),
                a.stochasticDepth(blocks),
                Naming.valueOf(source.text("naming").value()));
    }

    private static Optional<Share> squeeze(Attributes a) {
        AnnotationSpec source = a.source();
        excludeEachOther(a, SQUEEZE, SQUEEZE_RATIO, "to how many channels the excitation squeezes");
        if (source.isWritten(SQUEEZE)) {
            return Optional.of(new Share(SQUEEZE, true, a.positive(SQUEEZE)));
        }
        if (source.isWritten(SQUEEZE_RATIO)) {
            double ratio = source.real(SQUEEZE_RATIO).value();
            if (!(ratio > 0 && ratio <= 1)) {
                a.outOfRange(
                        SQUEEZE_RATIO,
                        "greater than 0 and at most 1",
                        "It is a share of a block's input, usually 0.25.");
            }
            return Optional.of(new Share(SQUEEZE_RATIO, false, ratio));
        }
        for (String name : List.of("squeezeActivation", "gate")) {
            if (source.isWritten(name)) {
                a.report(a.problem(
                                ProblemCode.ATTRIBUTE_UNUSED,
                                source.originOf(name),
                                name,
                                "squeeze and excitation",
                                "there is none")
                        .fixedBy("squeeze or squeezeRatio", name));
            }
        }
        return Optional.empty();
    }

    private static void excludeEachOther(Attributes a, String one, String other, String what) {
        if (a.source().isWritten(one) && a.source().isWritten(other)) {
            a.report(a.problem(ProblemCode.EITHER_OR, a.source().originOf(other), one, other, what));
        }
    }

    @Override
    public String kind() {
        return "InvertedResidual " + (blocks > 1 ? blocks + " x " : "") + kernel + "x" + kernel + stride.asStride()
                + (squeeze.isPresent() ? " with excitation" : "");
    }

    @Override
    public String suffix() {
        return "InvertedResidual";
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
        if (!site.requireMap(this, "Put @InvertedResidual before the layer that makes a vector.")
                || !expansionFits(site, site.input().channels())
                || (blocks > 1 && !expansionFits(site, filters))) {
            return Optional.empty();
        }
        return Composition.of(site, c -> {
            int x = c.input();
            for (int i = 0; i < blocks; i++) {
                x = new Block(c, i).add(x);
            }
        });
    }

    private boolean expansionFits(Site site, int channels) {
        Culprit blame = new Culprit(source, expansion.attribute());
        return Limits.fits(site, blame, "one position of an expanded map", expansion.of(channels));
    }

    /** One block in the making. */
    private final class Block {

        private final Composition c;
        private final int index;
        private final String name;
        private final String prefix;

        /** The place of the next layer among those that torchvision numbers. */
        private int place;

        Block(Composition c, int index) {
            this.c = c;
            this.index = index;
            this.name = blocks == 1 ? "" : index + ".";
            this.prefix = prefix(c.prefix());
        }

        private String prefix(String outer) {
            return switch (naming) {
                case EFFICIENTNET -> outer + "." + index + ".block.";
                case MOBILENET_V2 -> numberedOn(outer) + ".conv.";
                case MOBILENET_V3 -> numberedOn(outer) + ".block.";
            };
        }

        /** {@code features.4} for the third block from {@code features.2}; {@code stage.2} from {@code stage}. */
        private String numberedOn(String outer) {
            int dot = outer.lastIndexOf('.');
            String last = outer.substring(dot + 1);
            if (last.matches("\\d{1,6}")) {
                return outer.substring(0, dot + 1) + (Integer.parseInt(last) + index);
            }
            return blocks == 1 ? outer : outer + "." + index;
        }

        int add(int x) {
            Shape input = c.shape(x);
            Size step = index == 0 ? stride : one();
            ConvLayer.Filters expanded = expansion.filters(source, input.channels());
            int y = x;
            if (expanded.count() != input.channels()) {
                y = active("expand", normalized("expand", expanded, 1, one(), 1, y));
            }
            y = active("depthwise", normalized("depthwise", expanded, kernel, step, expanded.count(), y));
            if (squeeze.isPresent()) {
                y = excited(squeeze.get().filters(source, input.channels()), expanded, y);
            }
            y = normalized("project", ConvLayer.Filters.of(filters, source, "filters"), 1, one(), 1, y);
            boolean isAdded = step.isOne() && input.channels() == filters;
            return isAdded ? c.add(name + "add", new AddLayer(source), dropped(y), x) : y;
        }

        private int dropped(int x) {
            double rate = stochasticDepth.get(index);
            return rate > 0 ? c.add(name + "drop", new StochasticDepthLayer(source, rate), x) : x;
        }

        /** A convolution and its batch norm; the last of MobileNet V2 are two places, others two parts of one. */
        private int normalized(String layer, ConvLayer.Filters maps, int size, Size step, int groups, int x) {
            boolean isApart = naming == Naming.MOBILENET_V2 && layer.equals("project");
            String convolution = prefix + (isApart ? place : place + ".0");
            String itsNorm = prefix + (isApart ? place + 1 : place + ".1");
            place++;
            int y = c.add(name + layer, convolution, ConvLayer.inner(maps, size, step, groups, false), x);
            return c.add(name + layer + ".bn", itsNorm, norm, y);
        }

        private int active(String layer, int x) {
            return c.add(name + layer + ".activation", ActivationLayer.usual(source, activation), x);
        }

        /** Each channel scaled by a gate that is computed from the means of all (Hu et al. 2018, equations 2 to 4). */
        private int excited(ConvLayer.Filters squeezed, ConvLayer.Filters expanded, int x) {
            String excite = prefix + place++;
            int gated = c.add(name + "squeeze.pool", new GlobalPoolLayer(source, Op.PoolType.AVERAGE), x);
            gated = pointwise("squeeze", excite + ".fc1", squeezed, squeezeActivation, gated);
            gated = pointwise("excite", excite + ".fc2", expanded, gate, gated);
            return c.add(name + "scale", new ScaleLayer(source), x, gated);
        }

        private int pointwise(String layer, String parameters, ConvLayer.Filters maps, ActivationKind function, int x) {
            int y = c.add(name + layer, parameters, ConvLayer.inner(maps, 1, one(), 1, true), x);
            return c.add(name + layer + ".activation", ActivationLayer.usual(source, function), y);
        }

        private Size one() {
            return Size.one(source.origin());
        }
    }
}
