package espalier.runtime.pass;

/** The output function of SplitMix64 (Steele, Lea and Flood 2014), which turns counters into independent keys. */
final class SplitMix {

    private SplitMix() {}

    static long mix(long counter) {
        long z = counter + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
