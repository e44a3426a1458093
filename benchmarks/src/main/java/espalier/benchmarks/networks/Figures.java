package espalier.benchmarks.networks;

import java.util.Locale;

/** Figures as people read them. */
final class Figures {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final int PERCENT = 100;

    private Figures() {}

    /** A time, three digits of it: {@code 18.6 µs}, {@code 1.24 ms}, {@code 3.10 s}. */
    static String time(double nanos) {
        double unit = unit(nanos);
        return digits(nanos / unit) + " " + name(unit);
    }

    /** The median and, if they differ, the least and most in the same unit: {@code 18.6 µs (17.9..20.1)}. */
    static String time(Spread nanos) {
        if (nanos.least() == nanos.most()) {
            return time(nanos.median());
        }
        double unit = unit(nanos.median());
        return digits(nanos.median() / unit) + " " + name(unit) + " (" + digits(nanos.least() / unit) + ".."
                + digits(nanos.most() / unit) + ")";
    }

    /** In millions of bytes. */
    static String megabytes(double bytes) {
        return digits(bytes / BYTES_PER_MEGABYTE) + " MB";
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String percent(double share) {
        return Math.round(share * PERCENT) + " %";
    }

    /** Three of them, or all of the whole part. */
    static String digits(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    private static double unit(double nanos) {
        return nanos < NANOS_PER_MILLI
                ? NANOS_PER_MICRO
                : nanos < NANOS_PER_SECOND ? NANOS_PER_MILLI : NANOS_PER_SECOND;
    }

    private static String name(double unit) {
        return unit == NANOS_PER_MICRO ? "µs" : unit == NANOS_PER_MILLI ? "ms" : "s";
    }
}
