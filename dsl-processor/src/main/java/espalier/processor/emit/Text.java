package espalier.processor.emit;

import java.util.Locale;

/** Numbers as source and comments have them. */
final class Text {

    private Text() {}

    /** {@code 61,706}. */
    static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 61_706}. */
    static String literal(int value) {
        return grouped(value).replace(',', '_');
    }

    /** {@code 61_706}, with an L where an int would not hold it. */
    static String literal(long value) {
        String digits = grouped(value).replace(',', '_');
        return value > Integer.MAX_VALUE ? digits + "L" : digits;
    }

    /** {@code 0.9}, and {@code 1e-5} rather than Java's {@code 1.0E-5}. */
    static String literal(double value) {
        return Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }

    /** {@code one pixel}, {@code 10 pixels}. */
    static String count(int count, String noun) {
        return count == 1 ? "one " + noun : count + " " + noun + "s";
    }

    /** With an upper-case first letter. */
    static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
