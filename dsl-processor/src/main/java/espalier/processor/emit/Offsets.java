package espalier.processor.emit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The expressions of places in arrays, in the form in which one would write them by hand. */
final class Offsets {

    private static final Pattern CONSTANT_AT_END = Pattern.compile("(.*) \\+ (\\d+)");

    private Offsets() {}

    /** {@code base + position * step}, with what is zero or one left out and constants multiplied. */
    static String at(String base, String position, int step) {
        return isNumber(position)
                ? plus(base, Integer.parseInt(position) * step)
                : base + " + " + times(position, step);
    }

    /** {@code base + offset}, without an offset of zero; an offset that ends {@code base} is added up. */
    static String plus(String base, int offset) {
        if (offset == 0) {
            return base;
        }
        if (base.equals("0")) {
            return Integer.toString(offset);
        }
        Matcher constant = CONSTANT_AT_END.matcher(base);
        return constant.matches()
                ? plus(constant.group(1), Integer.parseInt(constant.group(2)) + offset)
                : base + " + " + offset;
    }

    /** {@code value * factor}, without a factor of one. */
    static String times(String value, int factor) {
        if (isNumber(value)) {
            return Integer.toString(Integer.parseInt(value) * factor);
        }
        return factor == 1 ? value : value + " * " + factor;
    }

    /** The sum of the products of variables and factors, "0" if nothing is left; a variable may be a number. */
    static String sum(List<String> variables, List<Integer> factors) {
        String sum = "";
        for (int term = 0; term < variables.size(); term++) {
            sum = at(sum, variables.get(term), factors.get(term));
        }
        return sum.isEmpty() ? "0" : sum.substring(" + ".length());
    }

    /** A sum times a factor. */
    static String scaled(String sum, String factor) {
        return (sum.contains(" + ") ? "(" + sum + ")" : sum) + " * " + factor;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
