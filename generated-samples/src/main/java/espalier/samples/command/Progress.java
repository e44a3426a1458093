package espalier.samples.command;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far long work has come: a bar that disappears at the end where there is a terminal, otherwise a plain line now and
 * then. For one thread.
 */
abstract class Progress implements AutoCloseable {
    private static final int BAR_UPDATE_MILLIS = 100;
    private static final long SECONDS_BETWEEN_LINES = 10;

    /** Starts work of so many steps. */
    static Progress of(Console console, String task, long steps) {
        return console.terminal() ? new Bar(console, task, steps) : new Lines(console, task, steps);
    }

    /** Says that another step is done. */
    abstract void step();

    /** Says what the work has come to, beside the bar. */
    abstract void note(String text);

    @Override
    public abstract void close();

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(Console console, String task, long steps) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(steps)
                    .setStyle(style(console))
                    .setUpdateIntervalMillis(BAR_UPDATE_MILLIS)
                    .setConsumer(new Line(console.out(), console.columns()))
                    .clearDisplayOnFinish()
                    .build();
        }

        private static ProgressBarStyle style(Console console) {
            if (!console.unicode()) {
                return ProgressBarStyle.ASCII;
            }
            return console.colour() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK;
        }

        @Override
        void step() {
            bar.step();
        }

        @Override
        void note(String text) {
            bar.setExtraMessage(text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** One line of a terminal, written again and again. The library's own consumer loads native code to learn its width. */
    private record Line(PrintWriter out, int columns) implements ProgressBarConsumer {
        private static final String ERASE_REST = "\u001b[K";

        @Override
        public int getMaxRenderedLength() {
            return columns;
        }

        @Override
        public void accept(String bar) {
            out.print("\r" + bar + ERASE_REST);
            out.flush();
        }

        @Override
        public void clear() {
            out.print("\r" + ERASE_REST);
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    private static final class Lines extends Progress {
        private final Console console;
        private final String task;
        private final long steps;
        private long done;
        private String note = "";
        private long nextAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES);

        Lines(Console console, String task, long steps) {
            this.console = console;
            this.task = task;
            this.steps = steps;
        }

        @Override
        void step() {
            done++;
            if (System.nanoTime() - nextAt >= 0 && done < steps) {
                console.line("%s: %d %% %s", task, 100 * done / steps, note);
                nextAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES);
            }
        }

        @Override
        void note(String text) {
            note = text;
        }

        @Override
        public void close() {
            // Nothing was left open: every line stands for itself.
        }
    }
}
