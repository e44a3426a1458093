package espalier.tests.compile;

import espalier.processor.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source and what javac says about it, taken from the text of a {@link NetworkCase}, which proves it.
 *
 * @param source without marks
 * @param place of the caret; line 0 for none
 * @param kind {@code error} or {@code warning}
 * @param message its first line first
 * @param others messages besides this one
 */
record ErrorExample(String source, MarkedSource.Place place, String kind, String message, int others) {

    private static final String TEXT = "\"\"\"\\n(.*?)\"\"\"";
    private static final Pattern CASE =
            Pattern.compile("NetworkCase\\.of\\(" + TEXT + "\\)(.*?)\\.check\\(", Pattern.DOTALL);
    private static final Pattern MESSAGE =
            Pattern.compile("\\.(error|warning|errorWithoutPlace)\\(" + TEXT, Pattern.DOTALL);
    private static final Pattern OTHER_MEANS = Pattern.compile("\\.(against|withFiler|withoutRuntime|option)\\(");

    /** The examples in the text of a test class that need nothing but their source. */
    static List<ErrorExample> in(String testClass) {
        List<ErrorExample> examples = new ArrayList<>();
        Matcher cases = CASE.matcher(testClass);
        while (cases.find()) {
            if (!OTHER_MEANS.matcher(cases.group(2)).find()) {
                examples.addAll(of(text(cases.group(1)), cases.group(2)));
            }
        }
        return examples;
    }

    private static List<ErrorExample> of(String marked, String expectations) {
        MarkedSource source = MarkedSource.parse(marked);
        List<String> messages = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        Matcher expected = MESSAGE.matcher(expectations);
        while (expected.find()) {
            messages.add(text(expected.group(2)).stripTrailing());
            kinds.add(expected.group(1));
        }
        List<ErrorExample> examples = new ArrayList<>();
        int marks = 0;
        for (int i = 0; i < messages.size(); i++) {
            boolean isPlaced = !kinds.get(i).equals("errorWithoutPlace");
            examples.add(new ErrorExample(
                    source.text().stripTrailing(),
                    isPlaced ? source.javac().get(marks++) : new MarkedSource.Place(0, 0),
                    isPlaced ? kinds.get(i) : "error",
                    messages.get(i),
                    messages.size() - 1));
        }
        return examples;
    }

    private static String text(String block) {
        return block.stripIndent().translateEscapes();
    }

    /** Whether it shows a message as the catalogue has it: a warning is an error in strict mode. */
    boolean shows(ProblemCode code) {
        return message.startsWith("[" + code.code() + "] ")
                && kind.equals(code.severity().name().toLowerCase(Locale.ROOT));
    }

    /** The message as javac prints it. */
    String compilerOutput() {
        List<String> lines = new ArrayList<>(message.lines().toList());
        String where = place.line() == 0 ? "" : "Net.java:" + place.line() + ": ";
        lines.set(0, where + kind + ": " + lines.get(0));
        if (place.line() > 0) {
            lines.add(1, source.lines().toList().get((int) place.line() - 1));
            lines.add(2, " ".repeat((int) place.column() - 1) + "^");
        }
        return String.join("\n", lines);
    }
}
