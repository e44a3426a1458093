package espalier.samples.command;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err errors, and with {@code --json} also what is said on the way
 * @param terminal whether {@code out} is a terminal: progress is drawn as a bar, not as lines
 * @param colour whether a terminal wants colours
 * @param unicode whether the terminal shows block characters
 * @param columns the terminal's width
 */
public record Console(
        PrintWriter out, PrintWriter err, boolean terminal, boolean colour, boolean unicode, int columns) {
    private static final int DEFAULT_COLUMNS = 79;

    /** Checks for null. */
    public Console {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /**
     * This process's own streams. The launcher says through the system property {@code espalier.terminal} whether standard
     * output is a terminal; without it picocli's guess counts. Colours are off where the environment variable NO_COLOR is
     * set.
     */
    @SuppressWarnings("DefaultCharset") // a terminal shows the platform's
    public static Console ofProcess() {
        String told = System.getProperty("espalier.terminal");
        boolean terminal = told == null ? Ansi.AUTO.enabled() : Boolean.parseBoolean(told);
        String noColour = System.getenv("NO_COLOR");
        boolean colour = terminal && (noColour == null || noColour.isEmpty());
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII")));
        return new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                terminal,
                colour,
                charset.equals(StandardCharsets.UTF_8),
                columnsOfEnvironment());
    }

    private static int columnsOfEnvironment() {
        String columns = Objects.requireNonNullElse(System.getenv("COLUMNS"), "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) - 1 : DEFAULT_COLUMNS;
    }

    /** The same with everything that is not a result on {@code err}, so that {@code out} holds JSON alone. */
    Console forJson() {
        return new Console(err, err, false, false, unicode, columns);
    }

    /** Prints a line, formatted as {@link String#format} does, numbers with a dot. */
    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** {@code 1 epoch}, {@code 2,000 epochs}. */
    static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** The text in bold type where colours are on. */
    String strong(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** The text in green where colours are on. */
    String good(String text) {
        return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    /** The text in red where colours are on. */
    String bad(String text) {
        return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    /** Picocli's colours for help and usage errors. */
    Ansi ansi() {
        return colour ? Ansi.ON : Ansi.OFF;
    }
}
