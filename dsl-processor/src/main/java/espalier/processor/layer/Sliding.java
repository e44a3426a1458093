package espalier.processor.layer;

import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arithmetic of a window that slides over a map, in each direction
 * {@code floor((input + padding - dilation * (size - 1) - 1) / stride) + 1}, or the ceiling of the quotient.
 *
 * @param stride with the place to blame for rows that it leaves unread
 * @param isCeil whether a last window may run over the edge
 */
record Sliding(Size size, Size stride, Size dilation, Padding padding, PaddingMode mode, boolean isCeil) {

    private static final String KERNEL = "kernel";
    private static final String SIZE = "size";
    private static final String STRIDE = "stride";
    private static final String PADDING = "padding";
    private static final String CEIL_MODE = "ceilMode";

    private static final Padding FAR_TOO_LARGE =
            new Padding(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * Slides over an input of that shape.
     *
     * @param source the annotation whose attributes the window comes from, for what is suggested
     * @return the window, and the height and width of the result; empty if that is impossible, which has been reported
     */
    Optional<Result> over(Shape input, Site site, AnnotationSpec source) {
        Optional<Padding> resolved = resolve(input);
        Padding p = resolved.orElse(FAR_TOO_LARGE);
        boolean isPadded = source.has(PADDING) && source.isWritten(PADDING);
        String cause = isPadded ? PADDING : source.has(KERNEL) ? KERNEL : SIZE;
        if (!Limits.fits(site, new Culprit(source, cause), "the padded input " + input, input, p)) {
            return Optional.empty();
        }
        if (reach(size.height(), dilation.height()) > input.height() + p.vertical()
                || reach(size.width(), dilation.width()) > input.width() + p.horizontal()) {
            reportTooLarge(input, p, site, source);
            return Optional.empty();
        }
        Window window = new Window(
                size.height(), size.width(), stride.height(), stride.width(), dilation.height(), dilation.width(), p);
        int height = steps(input.height(), p.top(), p.bottom(), window.reachHeight(), stride.height());
        int width = steps(input.width(), p.left(), p.right(), window.reachWidth(), stride.width());
        if (!isCeil) {
            warnOfUnread(input, window, site, source);
        }
        return Optional.of(new Result(window, height, width));
    }

    /** A resolved window, and what sliding it gives. */
    record Result(Window window, int height, int width) {}

    /** The padding; empty where SAME would need more than an int holds. */
    private Optional<Padding> resolve(Shape input) {
        if (mode != PaddingMode.SAME) {
            return Optional.of(padding);
        }
        long vertical = same(input.height(), reach(size.height(), dilation.height()), stride.height());
        long horizontal = same(input.width(), reach(size.width(), dilation.width()), stride.width());
        if (vertical > Integer.MAX_VALUE || horizontal > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        int top = (int) vertical / 2;
        int left = (int) horizontal / 2;
        return Optional.of(new Padding(top, left, (int) vertical - top, (int) horizontal - left));
    }

    private static long same(int input, long reach, int stride) {
        long out = (input + (long) stride - 1) / stride;
        return Math.max(0, (out - 1) * stride + reach - input);
    }

    private static long reach(int size, int dilation) {
        return (long) dilation * (size - 1) + 1;
    }

    private int steps(int input, int before, int after, int reach, int stride) {
        long room = (long) input + before + after - reach;
        long steps = (isCeil ? (room + stride - 1) / stride : room / stride) + 1;
        // A window that would start in the padding after the map, or beyond it, is dropped.
        if (isCeil && (steps - 1) * stride >= (long) input + before) {
            steps--;
        }
        return (int) steps;
    }

    private void reportTooLarge(Shape input, Padding p, Site site, AnnotationSpec source) {
        boolean isKernel = source.has(KERNEL);
        ProblemCode code = isKernel ? ProblemCode.KERNEL_TOO_LARGE : ProblemCode.WINDOW_TOO_LARGE;
        List<String> arithmetic = new ArrayList<>();
        boolean isDilated = dilation.height() > 1 || dilation.width() > 1;
        if (isDilated) {
            arithmetic.add("with dilation " + dilation + " it reaches over " + reach(size.height(), dilation.height())
                    + "x" + reach(size.width(), dilation.width()) + ": dilation * (kernel - 1) + 1");
        }
        long missingRows = reach(size.height(), dilation.height()) - input.height() - p.vertical();
        long missingColumns = reach(size.width(), dilation.width()) - input.width() - p.horizontal();
        String largest = atMost(size.height(), dilation.height(), input.height() + p.vertical(), missingRows)
                + (isSquareFix(input, p)
                        ? ""
                        : "x" + atMost(size.width(), dilation.width(), input.width() + p.horizontal(), missingColumns));
        long needed = Math.max(atLeast(p.top(), p.bottom(), missingRows), atLeast(p.left(), p.right(), missingColumns));
        Problem problem =
                site.problem(code, size.origin(), size, input, show(p)).with(arithmetic);
        if (isKernel) {
            site.report(problem.fixedBy(largest, needed));
        } else {
            site.report(problem.fixedBy(
                    source.has(SIZE)
                            ? "Use a size of at most " + largest + "."
                            : "Put @" + source.type() + " where the map is at least " + size + "."));
        }
    }

    private boolean isSquareFix(Shape input, Padding p) {
        return size.height() == size.width()
                && dilation.height() == dilation.width()
                && input.height() + p.vertical() == input.width() + p.horizontal();
    }

    private static long atMost(int size, int dilation, int room, long missing) {
        return missing > 0 ? (room - 1) / dilation + 1 : size;
    }

    private static long atLeast(int before, int after, long missing) {
        return missing > 0 ? Math.max(before, after) + (missing + 1) / 2 : Math.max(before, after);
    }

    private void warnOfUnread(Shape input, Window window, Site site, AnnotationSpec source) {
        Padding p = window.padding();
        long rows = unread(
                input.height() + p.vertical() - window.reachHeight(),
                p.bottom(),
                window.strideHeight(),
                window.reachHeight());
        long columns = unread(
                input.width() + p.horizontal() - window.reachWidth(),
                p.right(),
                window.strideWidth(),
                window.reachWidth());
        if (rows == 0 && columns == 0) {
            return;
        }
        List<String> unread = new ArrayList<>();
        if (rows > 0) {
            unread.add(Words.count(rows, "row"));
        }
        if (columns > 0) {
            unread.add(Words.count(columns, "column"));
        }
        List<String> arithmetic = new ArrayList<>();
        if (rows > 0) {
            arithmetic.add(remainder("rows", input.height(), p.vertical(), window.reachHeight(), stride.height()));
        }
        if (columns > 0) {
            arithmetic.add(remainder("columns", input.width(), p.horizontal(), window.reachWidth(), stride.width()));
        }
        Origin place = stride.origin();
        Problem problem = site.problem(ProblemCode.UNREAD_ROWS, place, stride, Words.list(unread), input)
                .with(arithmetic)
                .fixedBy(change(source)
                        + (site.isStrict()
                                ? "; this network is strict."
                                : ", or accept it with @SuppressWarnings(\"Espalier:UnreadRows\")."));
        site.report(site.isStrict() ? problem.asError() : problem);
    }

    /** What could be changed so that every row is read: attributes that the annotation has. */
    private static String change(AnnotationSpec source) {
        List<String> attributes = Stream.of(KERNEL, SIZE, STRIDE, PADDING, CEIL_MODE)
                .filter(source::has)
                .toList();
        return "Change " + (attributes.isEmpty() ? "the size of the map that it reads" : Words.list(attributes, "or"));
    }

    private static String remainder(String what, int input, int padding, int reach, int stride) {
        int room = input + padding - reach;
        return what + ": (" + input + " + " + padding + " - " + reach + ") / " + stride + " leaves " + room % stride;
    }

    /** Cells of the map itself after the last window, unless they are no more than the gaps between windows. */
    private static long unread(int room, int after, int stride, int reach) {
        int rest = room % stride;
        return rest <= Math.max(0, stride - reach) ? 0 : Math.max(0, rest - after);
    }

    /** {@code 1} if all sides are equal, otherwise {@code {top, left, bottom, right}}. */
    static String show(Padding p) {
        if (p.top() == p.bottom() && p.left() == p.right()) {
            return p.top() == p.left() ? Integer.toString(p.top()) : "{" + p.top() + ", " + p.left() + "}";
        }
        return "{" + p.top() + ", " + p.left() + ", " + p.bottom() + ", " + p.right() + "}";
    }
}
