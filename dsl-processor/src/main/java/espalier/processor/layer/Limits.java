package espalier.processor.layer;

import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Words;

/** What fits one Java array. */
public final class Limits {

    /** The longest array that every JVM allows. */
    public static final long ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    /** Room that a layout may leave after each row and image; see the plan's Layout. */
    private static final long SLACK = 16;

    private Limits() {}

    /** Values of one image in memory, with a border; saturates. */
    private static long storage(Shape shape, Padding border) {
        long rows = (long) shape.height() + border.top() + border.bottom();
        long columns = (long) shape.width() + border.left() + border.right();
        return plus(times(rows, plus(times(columns, shape.channels()), SLACK)), SLACK);
    }

    /** Whether a shape with a border fits; otherwise that is reported. */
    static boolean fits(Site site, Culprit culprit, String what, Shape shape, Padding border) {
        return fits(site, culprit, what, storage(shape, border));
    }

    /** Whether so many values fit; otherwise that is reported. */
    static boolean fits(Site site, Culprit culprit, String what, long values) {
        if (values <= ARRAY_LENGTH) {
            return true;
        }
        site.report(
                site.problem(ProblemCode.TOO_LARGE, culprit.origin(), what, describe(values), Words.count(ARRAY_LENGTH))
                        .fixedBy(
                                culprit.isAttribute()
                                        ? culprit.attribute() + " smaller, or what the layer reads"
                                        : "what the layer reads smaller"));
        return false;
    }

    /** A count that may have saturated. */
    public static String describe(long values) {
        return values == Long.MAX_VALUE ? "over " + Words.count(Long.MAX_VALUE - 1) : Words.count(values);
    }

    /** The product, or the largest long. */
    public static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        return high == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    /** The sum, or the largest long. */
    public static long plus(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }
}
