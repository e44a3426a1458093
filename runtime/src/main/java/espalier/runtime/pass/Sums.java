package espalier.runtime.pass;

/** Sums of whole arrays. */
final class Sums {

    private Sums() {}

    /** {@code sum[i] += addend[i]}. */
    static void add(float[] addend, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
    }
}
