package espalier.runtime;

/**
 * A sequence of random numbers that a seed and a name decide, the same on every JVM: SplitMix64 (Steele, Lea and Flood
 * 2014, "Fast splittable pseudorandom number generators"). Streams of different names are independent of each other's use,
 * so that adding a layer changes no other layer's values.
 *
 * <p>Own rather than {@code java.util.random}, whose Gaussian algorithm may change between versions. Not safe for use by
 * several threads at once.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long state;
    private double spareGaussian = Double.NaN;

    /**
     * Starts a stream.
     *
     * @param seed any value
     * @param name tells apart the streams of one seed
     */
    public RandomStream(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        state = mix(mix(seed + GOLDEN_GAMMA) ^ hash);
    }

    /** 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), in steps of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * Uniform in [0, bound). The bias of the multiplication is below bound / 2^32.
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("The bound must be at least 1, not " + bound + ".");
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Normal with mean 0 and variance 1, by Marsaglia's polar method (Marsaglia and Bray 1964). */
    public double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double square = x * x + y * y;
            if (square < 1 && square > 0) {
                // StrictMath, since Math.log may differ by a bit between processors.
                double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
                spareGaussian = y * factor;
                return x * factor;
            }
        }
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
