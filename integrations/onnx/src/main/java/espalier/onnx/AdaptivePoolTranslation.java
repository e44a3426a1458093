package espalier.onnx;

import espalier.runtime.graph.Operation;
import espalier.runtime.graph.PoolType;
import java.util.stream.IntStream;

/**
 * Adaptive pooling: bin i of n covers {@code floor(i * size / n)} up to {@code ceil((i + 1) * size / n)}, rows and columns
 * alike. Bins of one size and distance are a pool. Others are cut out and pooled one by one, first rows, then columns: the
 * maximum of maxima is that of the rectangle, and so is the mean of means, since all rows of a bin are equally long.
 */
final class AdaptivePoolTranslation {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private AdaptivePoolTranslation() {}

    /** The bins of one direction, as starts and ends. */
    private record Bins(int[] starts, int[] ends) {

        static Bins of(int size, int count) {
            return new Bins(
                    IntStream.range(0, count)
                            .map(i -> (int) ((long) i * size / count))
                            .toArray(),
                    IntStream.range(0, count)
                            .map(i -> (int) (((i + 1L) * size + count - 1) / count))
                            .toArray());
        }

        int count() {
            return starts.length;
        }

        int size() {
            return ends[0] - starts[0];
        }

        int stride() {
            return count() == 1 ? size() : starts[1] - starts[0];
        }

        boolean areOneWindow() {
            return IntStream.range(0, count())
                    .allMatch(i -> starts[i] == i * stride() && ends[i] == starts[i] + size());
        }
    }

    static String translate(Operation.AdaptivePool pool, Site site) {
        String operator = pool.type() == PoolType.MAX ? "MaxPool" : "AveragePool";
        Bins rows = Bins.of(site.input().shape().get(1), site.shape().get(1));
        Bins columns = Bins.of(site.input().shape().get(2), site.shape().get(2));
        String input = site.input().name();
        if (rows.areOneWindow() && columns.areOneWindow()) {
            return site.add(operator, input)
                    .setAll("kernel_shape", rows.size(), columns.size())
                    .setAll("strides", rows.stride(), columns.stride())
                    .value();
        }
        return alongOne(COLUMNS, columns, operator, alongOne(ROWS, rows, operator, input, site), site);
    }

    private static String alongOne(int axis, Bins bins, String operator, String input, Site site) {
        if (bins.areOneWindow()) {
            return site.add(operator, input)
                    .setAll("kernel_shape", along(axis, bins.size()))
                    .setAll("strides", along(axis, bins.stride()))
                    .value();
        }
        String[] pooled = IntStream.range(0, bins.count())
                .mapToObj(i -> {
                    int start = bins.starts()[i];
                    int end = bins.ends()[i];
                    String slice = site.add(
                                    "Slice",
                                    input,
                                    site.integers("starts", start),
                                    site.integers("ends", end),
                                    site.integers("axes", axis))
                            .value();
                    return site.add(operator, slice)
                            .setAll("kernel_shape", along(axis, end - start))
                            .value();
                })
                .toArray(String[]::new);
        return site.add("Concat", pooled).set("axis", axis).value();
    }

    /** A size in one direction, 1 in the other. */
    private static long[] along(int axis, int size) {
        return axis == ROWS ? new long[] {size, 1} : new long[] {1, size};
    }
}
