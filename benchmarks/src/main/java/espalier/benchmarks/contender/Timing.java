package espalier.benchmarks.contender;

import java.util.Arrays;

/**
 * Times one work: warms up until it stops getting faster, then takes single times, with the processor's peak measured
 * between them.
 *
 * @param warmUp how long it took until the work no longer got faster, or was cut off
 * @param nanos single times, sorted
 * @param peaks of the processor on the same number of threads, before, between and after the times, in GFLOP/s
 */
record Timing(WarmUp warmUp, double[] nanos, double[] peaks) {

    /** Warm-up ends when so many spells in a row were not faster than the best before by a twentieth. */
    private static final int SPELLS_WITHOUT_GAIN = 5;

    private static final double GAIN = 0.95;

    /** A spell takes this share of the measuring time, but no less than the least, or one run if that takes longer. */
    private static final int SPELLS_PER_MEASUREMENT = 2;

    private static final long LEAST_SPELL_NANOS = 500_000_000;

    private static final int LEAST_RUNS_A_SPELL = 1;

    /** A work that goes on getting faster is cut off then: compiling a large network's kernels can take half of it. */
    private static final long MOST_WARM_UP_NANOS = 60_000_000_000L;

    private static final int PARTS = 5;
    private static final int LEAST_RUNS_A_PART = 1;
    private static final int MOST_RUNS_A_PART = 40_000;
    private static final long PEAK_NANOS = 20_000_000;
    private static final long PEAK_SPELL_NANOS = 200_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What came before the times.
     *
     * @param settled whether the work no longer got faster; otherwise it was cut off
     */
    record WarmUp(double seconds, boolean settled) {}

    /**
     * Warms up and measures.
     *
     * @param seconds how long to measure, at least
     * @param threads that the work computes on
     */
    static Timing of(Work work, double seconds, int threads) throws Exception {
        long nanos = (long) (seconds * NANOS_PER_SECOND);
        warmUp(() -> PeakRate.gigaflops(threads, PEAK_NANOS), PEAK_SPELL_NANOS);
        WarmUp warmUp = warmUp(work, Math.max(LEAST_SPELL_NANOS, nanos / SPELLS_PER_MEASUREMENT));
        double[] times = new double[PARTS * MOST_RUNS_A_PART];
        double[] peaks = new double[PARTS + 1];
        int count = 0;
        for (int part = 0; part < PARTS; part++) {
            peaks[part] = PeakRate.gigaflops(threads, PEAK_NANOS);
            if (count == 0 || times[count - 1] < PEAK_NANOS) {
                // The burst has put the contender's threads to sleep, which shows in short works.
                work.run();
            }
            long start = System.nanoTime();
            long end = start + nanos / PARTS;
            for (int run = 0; run < LEAST_RUNS_A_PART || (run < MOST_RUNS_A_PART && start - end < 0); run++) {
                work.run();
                long now = System.nanoTime();
                times[count++] = now - start;
                start = now;
            }
        }
        peaks[PARTS] = PeakRate.gigaflops(threads, PEAK_NANOS);
        double[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return new Timing(warmUp, sorted, peaks);
    }

    private static WarmUp warmUp(Work work, long spellNanos) throws Exception {
        long begin = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        int withoutGain = 0;
        while (withoutGain < SPELLS_WITHOUT_GAIN && System.nanoTime() - begin < MOST_WARM_UP_NANOS) {
            long start = System.nanoTime();
            int runs = 0;
            while (runs < LEAST_RUNS_A_SPELL || System.nanoTime() - start < spellNanos) {
                work.run();
                runs++;
            }
            double mean = (double) (System.nanoTime() - start) / runs;
            withoutGain = mean < GAIN * best ? 0 : withoutGain + 1;
            best = Math.min(best, mean);
        }
        return new WarmUp((System.nanoTime() - begin) / NANOS_PER_SECOND, withoutGain == SPELLS_WITHOUT_GAIN);
    }
}
