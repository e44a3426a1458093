package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Splits a line of positions into register tiles, and writes the loops and names that they need. */
final class Tiles {

    /** With 12 or 14 sums as the widest tile, 8 sums still keep two multiply-adds of four cycles busy. */
    private static final double SHARE_OF_WIDEST = 4.0 / 7;

    private Tiles() {}

    /**
     * Widths of at most {@code widest} that add up to {@code count}. They are equal where that does not make them much
     * narrower, since each width is a method of its own; otherwise they are as few as possible, as equal as possible, the
     * wider ones first.
     */
    static List<Integer> split(int count, int widest) {
        for (int width = Math.min(count, widest); width >= SHARE_OF_WIDEST * widest; width--) {
            if (count % width == 0) {
                return Collections.nCopies(count / width, width);
            }
        }
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

    /**
     * Opens a loop from 0 to {@code count}, {@code step} at a time, and returns its variable; without a loop "0" if it
     * would run once.
     */
    static String open(CodeBlock.Builder code, String variable, int count, int step, String comment) {
        if (count == step) {
            return "0";
        }
        String increment = step == 1 ? "++" : " += " + step;
        String remark = comment.isEmpty() ? "" : " // " + comment;
        code.add("for (int $L = 0; $L < $L; $L$L) {$L\n", variable, variable, count, variable, increment, remark)
                .indent();
        return variable;
    }

    /** Closes the loops that {@link #open} opened. */
    static void close(CodeBlock.Builder code, String... variables) {
        for (String variable : variables) {
            if (!variable.equals("0")) {
                code.endControlFlow();
            }
        }
    }

    /** {@code prefix0}, {@code prefix1} and so on. */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(index -> prefix + index).toList();
    }

    /** {@code tile10} for one row of ten, {@code tile2x5} for two rows of five. */
    static String name(String prefix, int rows, int width) {
        return prefix + (rows == 1 ? "" : rows + "x") + width;
    }
}
