package espalier.benchmarks.networks;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells whoever waits what has been measured, a line each. */
final class Progress {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final PrintWriter out;
    private int all;
    private int done;
    private long start;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void say(String what) {
        out.println("benchmarks: " + what);
        out.flush();
    }

    /** So many measurements follow. */
    void begin(int measurements) {
        all = measurements;
        done = 0;
        start = System.nanoTime();
    }

    void done(Cell cell, Entrant entrant, Outcome outcome) {
        done++;
        double minutesLeft = (System.nanoTime() - start) / NANOS_PER_MINUTE / done * (all - done);
        String result = outcome instanceof Outcome.Measured measured ? Figures.time(measured.nanos()) : outcome.note();
        say(String.format(
                Locale.ROOT,
                "%d of %d (%.0f min left): %s, %s, %s: %s",
                done,
                all,
                Math.ceil(minutesLeft),
                cell.text(),
                cell.jdk().label(),
                entrant.label(),
                result));
    }
}
