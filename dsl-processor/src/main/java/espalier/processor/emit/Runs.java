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

    /** A run a row, also where rows have no gap between them, so that they can be divided among threads. */
    static Runs rows(Layout layout) {
        return new Runs(
                layout.shape().height(), layout.shape().width() * layout.shape().channels());
    }

    static Runs of(Layout... layouts) {
        return of(List.of(layouts));
    }

    /** As the fields {@code runs} and {@code length}. */
    Sizes sizes() {
        return Sizes.none()
                .with("runs", count, "runs of neighbouring values: rows, or one where rows have no gap between them")
                .with("length", length, "values of a run");
    }

    /** Where run {@code i} of an image begins, in an array of the layout that {@link Sizes#layout} named so. */
    static String at(String image, String layout) {
        return image + " + " + layout + "Origin + i * " + layout + "RowPitch";
    }

    /** A statement for each run {@code i}. */
    static String each(String statement) {
        return "for (int i = 0; i < runs; i++) {\n    "
                + statement.stripTrailing().replace("\n", "\n    ") + "\n}\n";
    }

    /** A loop over {@code t}, the values of a run: whole vectors, then the single values that are left. */
    static String values(Dialect dialect, String vectorBody, String scalarBody) {
        return values(dialect, "length", vectorBody, scalarBody);
    }

    /** The same over as many values as a field or parameter tells. */
    static String values(Dialect dialect, String length, String vectorBody, String scalarBody) {
        if (dialect == Dialect.SCALAR) {
            return loop("int t = 0", length, "t++", scalarBody);
        }
        return "int t = 0;\n"
                + loop("", "LANES.loopBound(" + length + ")", "t += LANES.length()", vectorBody)
                + loop("", length, "t++", scalarBody);
    }

    private static String loop(String from, String to, String step, String body) {
        return "for (" + from + "; t < " + to + "; " + step + ") {\n    "
                + body.stripTrailing().replace("\n", "\n    ") + "\n}\n";
    }
}
