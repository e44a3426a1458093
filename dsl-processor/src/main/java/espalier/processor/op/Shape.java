package espalier.processor.op;

/**
 * The shape of one activation without its batch dimension: a map of {@code channels x height x width}, or a vector of
 * {@code channels} values.
 */
public record Shape(int channels, int height, int width, boolean isVector) {

    /** A map of {@code c x h x w}. */
    public static Shape map(int channels, int height, int width) {
        return new Shape(channels, height, width, false);
    }

    /** A vector of {@code length} values. */
    public static Shape vector(int length) {
        return new Shape(length, 1, 1, true);
    }

    /** The number of values, which may exceed what a Java array holds. */
    public long size() {
        return (long) channels * height * width;
    }

    /** {@code 16x5x5} for a map, {@code 120} for a vector. */
    @Override
    public String toString() {
        return isVector ? Integer.toString(channels) : channels + "x" + height + "x" + width;
    }
}
