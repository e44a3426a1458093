package espalier.processor.layer;

import espalier.processor.spec.Origin;

/** A vertical and a horizontal size, and where it was written. */
record Size(int height, int width, Origin origin) {

    /** {@code 5x3}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
