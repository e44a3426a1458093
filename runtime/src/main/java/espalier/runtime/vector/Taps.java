package espalier.runtime.vector;

/** Where the inputs of a kernel's taps stand, from those of its first one on. */
public final class Taps {

    private Taps() {}

    /**
     * The distances of every {@code step}-th tap, kernel row after kernel row.
     *
     * @param rows of the kernel, {@code rowPitch} apart in x
     * @param runs of taps in a row whose inputs follow each other, {@code runPitch} apart
     * @param length of a run, a multiple of {@code step}
     */
    public static int[] distances(int rows, int rowPitch, int runs, int runPitch, int length, int step) {
        int[] distances = new int[rows * runs * length / step];
        for (int i = 0; i < distances.length; i++) {
            int tap = i * step;
            distances[i] = tap / (runs * length) * rowPitch + tap / length % runs * runPitch + tap % length;
        }
        return distances;
    }
}
