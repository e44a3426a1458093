package espalier.tests.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * A source text with marks where messages are expected. A mark stands directly before the character under the caret and
 * is taken out before the text is compiled:
 *
 * <ul>
 *   <li>{@code »} where both compilers put the caret;
 *   <li>{@code ›} where javac alone puts it, and {@code ‹} where ECJ alone does.
 * </ul>
 *
 * @param text without marks
 * @param javac where javac's messages are expected, in the order of the text
 * @param ecj where ECJ's messages are expected, in the order of the text
 */
record MarkedSource(String text, List<Place> javac, List<Place> ecj) {

    /** A line and a column, both from 1. */
    record Place(long line, long column) {}

    static MarkedSource parse(String marked) {
        StringBuilder text = new StringBuilder();
        List<Place> javac = new ArrayList<>();
        List<Place> ecj = new ArrayList<>();
        int line = 1;
        int column = 1;
        for (char c : marked.toCharArray()) {
            Place here = new Place(line, column);
            switch (c) {
                case '»' -> {
                    javac.add(here);
                    ecj.add(here);
                }
                case '›' -> javac.add(here);
                case '‹' -> ecj.add(here);
                case '\n' -> {
                    text.append(c);
                    line++;
                    column = 1;
                }
                default -> {
                    text.append(c);
                    column++;
                }
            }
        }
        return new MarkedSource(text.toString(), javac, ecj);
    }

    List<Place> places(UserCompiler compiler) {
        return compiler == UserCompiler.JAVAC ? javac : ecj;
    }
}
