package espalier.runtime;

import java.util.stream.IntStream;

/** Predictions of no consequence, until they have stopped becoming faster. */
final class WarmUp {

    /** The JIT compiler replaces code in steps, of which the last may come after a pause. */
    private static final int PREDICTIONS_WITHOUT_GAIN = 20;

    private static final double GAIN = 0.95;

    private static final long SHORTEST_NANOS = 300_000_000;
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private WarmUp() {}

    static void run(Network network) {
        IntStream shape = network.inputShape().stream().mapToInt(Integer::intValue);
        Tensor image = Tensor.zeros(IntStream.concat(IntStream.of(1), shape).toArray());
        Regions region = Regions.inOneImage(0, 0, 1, 1);
        long start = System.nanoTime();
        long best = Long.MAX_VALUE;
        int withoutGain = 0;
        for (long elapsed = 0; isWorthwhile(elapsed, withoutGain); elapsed = System.nanoTime() - start) {
            long begin = System.nanoTime();
            if (network.takesRegions()) {
                network.predict(image, region);
            } else {
                network.predict(image);
            }
            long took = System.nanoTime() - begin;
            withoutGain = took < best * GAIN ? 0 : withoutGain + 1;
            best = Math.min(best, took);
        }
    }

    private static boolean isWorthwhile(long elapsed, int withoutGain) {
        return elapsed < SHORTEST_NANOS || (withoutGain < PREDICTIONS_WITHOUT_GAIN && elapsed < LONGEST_NANOS);
    }
}
