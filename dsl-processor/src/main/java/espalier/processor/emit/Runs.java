package espalier.processor.emit;

import espalier.processor.plan.Layout;
import java.util.List;

/**
 * The values of an image as runs of neighbours, for kernels that take each value by itself: a single run where no layout
 * has a gap between its rows, otherwise one a row.
 *
 * @param count runs
 * @param length values of each
 */
record Runs(int count, int length) {

    /** A number of values that is a multiple of this needs no tail, whatever the lanes. */
    static final int WIDEST_VECTOR = 16;

    /** A number of values below this fills no vector, whatever the lanes. */
    static final int NARROWEST_VECTOR = 4;

    /** Runs that are runs in every one of the layouts, whose shapes are equal. */
    static Runs of(List<Layout> layouts) {
        int rows = layouts.get(0).shape().height();
        int rowLength = layouts.get(0).shape().width() * layouts.get(0).shape().channels();
        boolean contiguous = layouts.stream().allMatch(Layout::isContiguous);
        return contiguous ? new Runs(1, rows * rowLength) : new Runs(rows, rowLength);
    }

    static Runs of(Layout... layouts) {
        return of(List.of(layouts));
    }

    /** Where run {@code i} begins. */
    String at(String image, Layout layout) {
        return count == 1
                ? KernelSource.at(image, layout.origin())
                : KernelSource.at(image, layout.origin(), "i", layout.rowPitch());
    }

    /** A statement for each run {@code i}. */
    String each(String statement) {
        return count == 1 ? statement : "for (int i = 0; i < " + count + "; i++) {\n    " + statement + "\n}\n";
    }

    /** A loop over {@code t}, the values of a run: whole vectors, then single values where the lanes may leave some. */
    String values(Dialect dialect, String vectorBody, String scalarBody) {
        if (dialect == Dialect.SCALAR || length < NARROWEST_VECTOR) {
            return loop("0", Integer.toString(length), "t++", scalarBody);
        }
        if (length % WIDEST_VECTOR == 0) {
            return loop("0", Integer.toString(length), "t += LANES.length()", vectorBody);
        }
        String whole = "LANES.loopBound(" + length + ")";
        return loop("0", whole, "t += LANES.length()", vectorBody)
                + loop(whole, Integer.toString(length), "t++", scalarBody);
    }

    private static String loop(String from, String to, String step, String body) {
        return "for (int t = " + from + "; t < " + to + "; " + step + ") {\n    "
                + body.stripTrailing().replace("\n", "\n    ") + "\n}\n";
    }
}
