package espalier.processor.op;

/** A window that slides over a map: its size, stride, dilation and the padding around the map. */
public record Window(
        int height,
        int width,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        Padding padding) {

    /** Rows covered by the dilated window. */
    public int reachHeight() {
        return dilationHeight * (height - 1) + 1;
    }

    /** Columns covered by the dilated window. */
    public int reachWidth() {
        return dilationWidth * (width - 1) + 1;
    }
}
