package espalier.processor.layer;

import espalier.processor.spec.Origin;

/** A vertical and a horizontal size, and where it was written. */
record Size(int height, int width, Origin origin) {

    /** A stride or dilation that changes nothing. */
    static Size one(Origin origin) {
        return new Size(1, 1, origin);
    }

    boolean isOne() {
        return height == 1 && width == 1;
    }

    /** As a stride, for a summary: nothing for 1, {@code /2}, or {@code /2x1}. */
    String asStride() {
        if (isOne()) {
            return "";
        }
        return "/" + (height == width ? Integer.toString(height) : toString());
    }

    /** {@code 5x3}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
