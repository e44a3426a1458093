package espalier.runtime.kernel;

import java.util.Arrays;

/**
 * The innermost loop of the scalar dialect: rows of sums, to which rows of factors are added, each times a number:
 * {@code sum_p[n] += factor_0[n] * v[p,0] + factor_1[n] * v[p,1]}.
 *
 * <p>HotSpot makes vector code of such a loop only if it can tell that no store meets a later load, and an array's
 * offsets known at run time only leave that open. So all rows have places of their own in one array {@code s} of
 * {@link #SIZE} floats, and factors are copied there.
 */
public final class RowSums {

    /** Rows of sums. */
    public static final int SUMS = 8;

    /** Rows of factors. */
    public static final int FACTORS = 2;

    /** Length that a row can have. */
    public static final int LONGEST = 2048;

    /** A little more than the length, since places that are 4096 bytes apart disturb each other in the cache. */
    private static final int PITCH = LONGEST + 96;

    private static final int A = SUMS * PITCH;
    private static final int B = A + PITCH;

    /** Floats of all rows. */
    public static final int SIZE = (SUMS + FACTORS) * PITCH;

    private RowSums() {}

    /** The first {@code sums} sums become 0. */
    public static void clear(float[] s, int sums, int length) {
        for (int p = 0; p < sums; p++) {
            Arrays.fill(s, p * PITCH, p * PITCH + length, 0f);
        }
    }

    /** The first {@code sums} sums become what stands from {@code array[at]} on, the next {@code step} floats further. */
    public static void load(float[] s, int sums, int length, float[] array, int at, int step) {
        for (int p = 0; p < sums; p++) {
            System.arraycopy(array, at + p * step, s, p * PITCH, length);
        }
    }

    /** The factors become what stands from {@code array[at]} on, the next {@code step} floats further. */
    public static void factors(float[] s, int factors, int length, float[] array, int at, int step) {
        System.arraycopy(array, at, s, A, length);
        if (factors > 1) {
            System.arraycopy(array, at + step, s, B, length);
        } else {
            Arrays.fill(s, B, B + length, 0f);
        }
    }

    /**
     * Adds to the first {@code sums} sums the factors, each times a number: for the first sum {@code values[at]} and the
     * number {@code factorStep} further, for each other sum those {@code sumStep} further.
     */
    public static void add(
            float[] s, int sums, int factors, int length, float[] values, int at, int sumStep, int factorStep) {
        int second = factors > 1 ? factorStep : 0;
        addToFirstFour(s, sums, length, values, at, sumStep, second);
        if (sums > 4) {
            addToLastFour(s, sums - 4, length, values, at + 4 * sumStep, sumStep, second);
        }
    }

    private static void addToFirstFour(float[] s, int sums, int length, float[] v, int at, int step, int second) {
        int at1 = at + Math.min(1, sums - 1) * step;
        int at2 = at + Math.min(2, sums - 1) * step;
        int at3 = at + Math.min(3, sums - 1) * step;
        float a0 = v[at], b0 = v[at + second];
        float a1 = v[at1], b1 = v[at1 + second];
        float a2 = v[at2], b2 = v[at2 + second];
        float a3 = v[at3], b3 = v[at3 + second];
        int end = Math.min(length, LONGEST);
        for (int n = 0; n < end; n++) {
            s[n] += s[n + A] * a0 + s[n + B] * b0;
            s[n + PITCH] += s[n + A] * a1 + s[n + B] * b1;
            s[n + 2 * PITCH] += s[n + A] * a2 + s[n + B] * b2;
            s[n + 3 * PITCH] += s[n + A] * a3 + s[n + B] * b3;
        }
    }

    private static void addToLastFour(float[] s, int sums, int length, float[] v, int at, int step, int second) {
        int at1 = at + Math.min(1, sums - 1) * step;
        int at2 = at + Math.min(2, sums - 1) * step;
        int at3 = at + Math.min(3, sums - 1) * step;
        float a0 = v[at], b0 = v[at + second];
        float a1 = v[at1], b1 = v[at1 + second];
        float a2 = v[at2], b2 = v[at2 + second];
        float a3 = v[at3], b3 = v[at3 + second];
        int end = Math.min(length, LONGEST);
        for (int n = 0; n < end; n++) {
            s[n + 4 * PITCH] += s[n + A] * a0 + s[n + B] * b0;
            s[n + 5 * PITCH] += s[n + A] * a1 + s[n + B] * b1;
            s[n + 6 * PITCH] += s[n + A] * a2 + s[n + B] * b2;
            s[n + 7 * PITCH] += s[n + A] * a3 + s[n + B] * b3;
        }
    }

    /** Copies the first {@code sums} sums to {@code array[at]} and on, the next {@code step} floats further. */
    public static void store(float[] s, int sums, int length, float[] array, int at, int step) {
        for (int p = 0; p < sums; p++) {
            System.arraycopy(s, p * PITCH, array, at + p * step, length);
        }
    }

    /** Adds the first {@code sums} sums to what stands from {@code array[at]} on, the next {@code step} floats further. */
    public static void addTo(float[] s, int sums, int length, float[] array, int at, int step) {
        for (int p = 0; p < sums; p++) {
            int to = at + p * step;
            for (int n = 0; n < length; n++) {
                array[to + n] += s[p * PITCH + n];
            }
        }
    }

    /** Adds rows of {@code array}, {@code step} floats apart, to {@code sums[to]} and on. */
    public static void addRows(float[] array, int at, int rows, int step, int length, float[] sums, int to) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * step;
            for (int n = 0; n < length; n++) {
                sums[to + n] += array[from + n];
            }
        }
    }
}
