package espalier.runtime.graph;

/**
 * A window that slides over a map: its size, stride, dilation and the padding around the map. Where a pool rounds its
 * output size up, the last window may reach beyond the padding.
 */
public record Window(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        Padding padding) {

    /** A square window with the same stride and padding in both directions, not dilated. */
    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, stride, 1, 1, new Padding(padding, padding, padding, padding));
    }
}
