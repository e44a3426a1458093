package espalier.processor.layer;

import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;

/** What joins that go value by value ask of their inputs. */
final class EqualShapes {

    private EqualShapes() {}

    /** Whether all inputs have the same shape; otherwise that is reported. */
    static boolean hold(Site site, Layer join) {
        Shape first = site.input();
        for (int i = 1; i < site.inputs().size(); i++) {
            Shape other = site.inputs().get(i);
            if (!other.equals(first)) {
                site.report(site.problem(
                                ProblemCode.SHAPES_DIFFER,
                                join.source().origin(),
                                join.source().type(),
                                "equal shapes",
                                site.inputNames().get(0),
                                first,
                                site.inputNames().get(i),
                                other)
                        .with(site.partingPaths(0, i))
                        .fixedBy(fix(first, other, site.inputNames().get(i))));
                return false;
            }
        }
        return true;
    }

    private static String fix(Shape first, Shape other, String otherName) {
        if (first.isVector() && other.isVector()) {
            return "Give both layers the same number of units.";
        }
        if (first.isVector() != other.isVector()) {
            return "Join maps with maps and vectors with vectors.";
        }
        if (first.height() == other.height() && first.width() == other.width()) {
            return "Give both paths the same number of channels, for instance by a 1x1 @Conv(filters = "
                    + first.channels() + ") on " + otherName + ".";
        }
        return "Use the same strides on both paths, and padding that keeps the size, such as paddingMode = SAME.";
    }
}
