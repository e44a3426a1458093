package espalier.runtime.pass;

/** The prototypes of an RBF layer, which generated code holds as bits. */
public final class Prototypes {

    private Prototypes() {}

    /**
     * Values of -1 and +1, prototype by prototype.
     *
     * @param length values of one prototype
     * @param bits for each prototype {@code ceil(length / 64)} words; value {@code j} is bit {@code j % 64} of word
     *     {@code j / 64}, set for +1
     */
    public static float[] unpack(int length, long... bits) {
        int words = (length + 63) / 64;
        float[] values = new float[bits.length / words * length];
        for (int i = 0; i < values.length; i++) {
            int prototype = i / length;
            int j = i % length;
            long word = bits[prototype * words + j / 64];
            values[i] = (word >>> (j % 64) & 1) == 1 ? 1f : -1f;
        }
        return values;
    }
}
