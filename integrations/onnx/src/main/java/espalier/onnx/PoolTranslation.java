package espalier.onnx;

import espalier.runtime.graph.Operation;
import espalier.runtime.graph.Padding;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.PoolType;
import espalier.runtime.graph.Window;
import java.util.List;

/**
 * Pooling. Versions of the format disagree on the size that {@code ceil_mode} gives and on what a window beyond the padding
 * counts, so that such windows are written as padding at the end, which always is smaller than the window.
 */
final class PoolTranslation {

    private PoolTranslation() {}

    static String pool(Operation.Pool pool, Site site) {
        Window window = pool.window();
        Padding padding = window.padding();
        List<Integer> from = site.input().shape();
        List<Integer> to = site.shape();
        int bottom =
                end(from.get(1), to.get(1), window.height(), window.strideHeight(), padding.top(), padding.bottom());
        int right = end(from.get(2), to.get(2), window.width(), window.strideWidth(), padding.left(), padding.right());
        if (pool.type() == PoolType.MAX) {
            return operator("MaxPool", site.input().name(), window, padding.top(), padding.left(), bottom, right, site)
                    .value();
        }
        boolean reachesBeyond = bottom > padding.bottom() || right > padding.right();
        if (pool.countPadding() && reachesBeyond) {
            // The padding counts, what is beyond does not: the one becomes zeros of the map, the other padding.
            String padded = site.add(
                            "Pad",
                            site.input().name(),
                            site.integers(
                                    "pads",
                                    0,
                                    0,
                                    padding.top(),
                                    padding.left(),
                                    0,
                                    0,
                                    padding.bottom(),
                                    padding.right()))
                    .set("mode", "constant")
                    .value();
            return operator(
                            "AveragePool",
                            padded,
                            window,
                            0,
                            0,
                            bottom - padding.bottom(),
                            right - padding.right(),
                            site)
                    .set("count_include_pad", 0)
                    .value();
        }
        return operator("AveragePool", site.input().name(), window, padding.top(), padding.left(), bottom, right, site)
                .set("count_include_pad", pool.countPadding() ? 1 : 0)
                .value();
    }

    /** The padding at the end with which the output size, rounded down, is the wanted one. */
    private static int end(int from, int to, int size, int stride, int before, int after) {
        return Math.max(after, (to - 1) * stride + size - before - from);
    }

    private static Operator operator(
            String type, String input, Window window, int top, int left, int bottom, int right, Site site) {
        return site.add(type, input)
                .setAll("kernel_shape", window.height(), window.width())
                .setAll("strides", window.strideHeight(), window.strideWidth())
                .setAll("pads", top, left, bottom, right);
    }

    /** The mean of each window times its area, then a weight and a bias a map. */
    static String subsample(Operation.Subsample subsample, Site site) {
        int height = subsample.windowHeight();
        int width = subsample.windowWidth();
        Window window = new Window(height, width, height, width, 1, 1, Padding.NONE);
        String mean = operator("AveragePool", site.input().name(), window, 0, 0, 0, 0, site)
                .value();
        String sum =
                site.add("Mul", mean, site.constant("area", height * width)).value();
        String weighted =
                site.add("Mul", sum, site.perChannel(ParameterRole.WEIGHT)).value();
        return site.add("Add", weighted, site.perChannel(ParameterRole.BIAS)).value();
    }
}
