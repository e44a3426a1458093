package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a line of positions into register tiles. */
final class Tiles {

    private static final Pattern CONSTANT_AT_END = Pattern.compile("(.*) \\+ (\\d+)");

    private Tiles() {}

    /** As few widths of at most {@code widest} as add up to {@code count}, as equal as possible, the wider ones first. */
    static List<Integer> split(int count, int widest) {
        int tiles = (count + widest - 1) / widest;
        List<Integer> widths = new ArrayList<>();
        for (int tile = 0; tile < tiles; tile++) {
            widths.add(count / tiles + (tile < count % tiles ? 1 : 0));
        }
        return widths;
    }

    /**
     * Goes through the tiles, in a loop over {@code variable} where more than two neighbours have the same width.
     *
     * @param tile writes one tile, given its width and the expression of its first position
     */
    static void calls(CodeBlock.Builder code, List<Integer> widths, String variable, BiConsumer<Integer, String> tile) {
        int position = 0;
        for (int first = 0; first < widths.size(); ) {
            int width = widths.get(first);
            int same = widths.lastIndexOf(width) + 1 - first;
            if (same > 2) {
                String step = width == 1 ? "++" : " += " + width;
                int end = position + same * width;
                code.beginControlFlow(
                        "for (int $L = $L; $L < $L; $L$L)", variable, position, variable, end, variable, step);
                tile.accept(width, variable);
                code.endControlFlow();
            } else {
                for (int next = 0; next < same; next++) {
                    tile.accept(width, Integer.toString(position + next * width));
                }
            }
            first += same;
            position += same * width;
        }
    }

    /** {@code base + position * step}, with what is zero or one left out and constants multiplied. */
    static String at(String base, String position, int step) {
        if (position.chars().allMatch(Character::isDigit)) {
            return plus(base, Integer.parseInt(position) * step);
        }
        return base + " + " + times(position, step);
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
        return factor == 1 ? value : value + " * " + factor;
    }
}
