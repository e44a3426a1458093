package espalier.processor.emit;

import espalier.processor.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The input columns under a tile of neighbouring output pixels, in one kernel row. A column may lie under several pixels,
 * each time below another tap: it is then read once and used for all of them.
 */
final class TileColumns {

    /** A pixel of the tile that reads a column by a tap of the kernel row. */
    record Use(int pixel, int tap) {}

    private final SortedMap<Integer, List<Use>> uses = new TreeMap<>();

    TileColumns(Window window, int pixels) {
        this(pixels, window.strideWidth(), window.width(), window.dilationWidth());
    }

    /**
     * The columns of {@code pixels} pixels.
     *
     * @param stride columns from a pixel to the next
     * @param taps of a kernel row, {@code dilation} columns apart
     */
    TileColumns(int pixels, int stride, int taps, int dilation) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int tap = 0; tap < taps; tap++) {
                int column = pixel * stride + tap * dilation;
                uses.computeIfAbsent(column, c -> new ArrayList<>()).add(new Use(pixel, tap));
            }
        }
    }

    /** The uses of each column, by its distance from the tile's first. */
    SortedMap<Integer, List<Use>> uses() {
        return uses;
    }
}
