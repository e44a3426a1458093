package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @Pool}: each window of a map becomes one value. */
record PoolLayer(AnnotationSpec source, Op.PoolType type, Sliding sliding, boolean countPadding) implements Layer {

    static final LayerKind KIND = new LayerKind("Pool", PoolLayer::read);

    private static PoolLayer read(Attributes a) {
        Size size = a.size("size");
        Size stride = a.source().isWritten("stride") ? a.size("stride") : size;
        Padding padding = a.padding("padding");
        PaddingMode mode = a.paddingMode();
        if (a.areGood()) {
            int vertical = Math.max(padding.top(), padding.bottom());
            int horizontal = Math.max(padding.left(), padding.right());
            if (vertical >= size.height() || horizontal >= size.width()) {
                String most = size.height() == size.width()
                        ? Integer.toString(size.height() - 1)
                        : "{" + (size.height() - 1) + ", " + (size.width() - 1) + "}";
                a.report(
                        a.problem(ProblemCode.POOL_PADDING, a.source().originOf("padding"), Sliding.show(padding), size)
                                .fixedBy(most));
            }
        }
        return new PoolLayer(
                a.source(),
                Op.PoolType.valueOf(a.source().text("type").value()),
                new Sliding(
                        size,
                        stride,
                        Size.one(a.source().origin()),
                        padding,
                        mode,
                        a.source().flag("ceilMode").value()),
                a.source().flag("countPadding").value());
    }

    @Override
    public String kind() {
        Size size = sliding.size();
        Size stride = sliding.stride();
        String step = size.height() == stride.height() && size.width() == stride.width()
                ? ""
                : stride.height() == stride.width() ? "/" + stride.height() : "/" + stride;
        return name(type) + " " + size + step;
    }

    /** {@code MaxPool} or {@code AvgPool}. */
    static String name(Op.PoolType type) {
        return type == Op.PoolType.MAX ? "MaxPool" : "AvgPool";
    }

    @Override
    public String suffix() {
        return "Pool";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pool before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        return sliding.over(input, site, source).map(slid -> {
            Shape output = Shape.map(input.channels(), slid.height(), slid.width());
            Op op = new Op.Pool(input, output, type, slid.window(), countPadding);
            return Lowering.of(site, new Step("", op, List.of(), 0, Reach.of(slid.window())));
        });
    }
}
