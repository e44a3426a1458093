package espalier.processor.problem;

import java.util.List;
import java.util.Locale;

/** How messages write numbers and lists. */
public final class Words {

    private Words() {}

    /** {@code 61,706}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 row}, {@code 2 rows}. */
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** {@code 5x3}. */
    public static String size(int height, int width) {
        return height + "x" + width;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> items) {
        return list(items, "and");
    }

    /** The same with another last word than "and". */
    public static String list(List<String> items, String conjunction) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        int last = items.size() - 1;
        return String.join(", ", items.subList(0, last)) + " " + conjunction + " " + items.get(last);
    }
}
