package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Add}: the sum of two or more equal shapes. */
record AddLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Add", true, a -> new AddLayer(a.source()));

    @Override
    public String kind() {
        return "Add";
    }

    @Override
    public String suffix() {
        return "Add";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        Shape first = site.input();
        for (int i = 1; i < site.inputs().size(); i++) {
            Shape other = site.inputs().get(i);
            if (!other.equals(first)) {
                site.report(site.problem(
                                ProblemCode.SHAPES_DIFFER,
                                source.origin(),
                                source.type(),
                                "equal shapes",
                                site.inputNames().get(0),
                                first,
                                site.inputNames().get(i),
                                other)
                        .with(site.partingPaths(0, i))
                        .fixedBy(fix(first, other, site.inputNames().get(i))));
                return Optional.empty();
            }
        }
        return Optional.of(
                Lowering.of(site, Step.pointwise(new Op.Add(first, site.inputs().size()))));
    }

    private static String fix(Shape first, Shape other, String otherName) {
        if (first.isVector() && other.isVector()) {
            return "Give both layers the same number of units.";
        }
        if (first.isVector() != other.isVector()) {
            return "Add maps to maps and vectors to vectors.";
        }
        if (first.height() == other.height() && first.width() == other.width()) {
            return "Give both paths the same number of channels, for instance by a 1x1 @Conv(filters = "
                    + first.channels() + ") on " + otherName + ".";
        }
        return "Use the same strides on both paths, and padding that keeps the size, such as paddingMode = SAME.";
    }
}
