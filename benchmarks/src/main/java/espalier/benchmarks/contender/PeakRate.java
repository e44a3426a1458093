package espalier.benchmarks.contender;

import java.util.concurrent.atomic.AtomicLong;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How many floating-point operations a second the processor can do at the moment: fused multiply-adds in registers. */
final class PeakRate {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** A multiply-add takes about four cycles and two begin in each; twelve also fit into 16 registers. */
    private static final int CHAINS = 12;

    private static final int TURNS = 1_000;

    private PeakRate() {}

    /**
     * Measures.
     *
     * @param threads that compute at once
     * @param nanos for how long, at least
     * @return of all threads together, in GFLOP/s; a multiply-add counts as two
     */
    static double gigaflops(int threads, long nanos) throws InterruptedException {
        AtomicLong turns = new AtomicLong();
        Thread[] others = new Thread[threads - 1];
        long start = System.nanoTime();
        for (int i = 0; i < others.length; i++) {
            others[i] = new Thread(() -> turns.addAndGet(burn(start, nanos)), "peak-" + i);
            others[i].setDaemon(true);
            others[i].start();
        }
        turns.addAndGet(burn(start, nanos));
        for (Thread other : others) {
            other.join();
        }
        long elapsed = System.nanoTime() - start;
        return 2.0 * CHAINS * SPECIES.length() * turns.get() / elapsed;
    }

    private static long burn(long start, long nanos) {
        long turns = 0;
        float sum = 0;
        do {
            sum = chains(1 + sum);
            turns += TURNS;
        } while (System.nanoTime() - start < nanos);
        if (sum == 0) {
            throw new AssertionError("The sum is above zero; it is looked at so that it is computed.");
        }
        return turns;
    }

    private static float chains(float seed) {
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector term = FloatVector.broadcast(SPECIES, seed * 0.25f);
        FloatVector a = term;
        FloatVector b = term;
        FloatVector c = term;
        FloatVector d = term;
        FloatVector e = term;
        FloatVector f = term;
        FloatVector g = term;
        FloatVector h = term;
        FloatVector i = term;
        FloatVector j = term;
        FloatVector k = term;
        FloatVector l = term;
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(factor, term);
            b = b.fma(factor, term);
            c = c.fma(factor, term);
            d = d.fma(factor, term);
            e = e.fma(factor, term);
            f = f.fma(factor, term);
            g = g.fma(factor, term);
            h = h.fma(factor, term);
            i = i.fma(factor, term);
            j = j.fma(factor, term);
            k = k.fma(factor, term);
            l = l.fma(factor, term);
        }
        FloatVector all = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return all.lane(0) / CHAINS;
    }
}
