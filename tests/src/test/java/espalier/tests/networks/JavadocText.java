package espalier.tests.networks;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Javadoc of a network's interface as Markdown. */
final class JavadocText {

    private static final Pattern OF_TYPE = Pattern.compile("/\\*\\*\\R(.*?)\\R \\*/\\R@Network", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\{@link (\\w+)}");

    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

    private JavadocText() {}

    /** Of the type that is annotated with {@code @Network}. */
    static String ofType(String source) {
        MatchResult found = OF_TYPE.matcher(source)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no Javadoc before @Network in " + source));
        String text = found.group(1).lines().map(JavadocText::line).reduce("", (a, b) -> a + b + "\n");
        text = LINK.matcher(text).replaceAll(link -> link(link.group(1)));
        return CODE.matcher(text).replaceAll(code -> "`" + code.group(1) + "`");
    }

    private static String line(String line) {
        return line.replaceFirst("^ \\* ?", "").replaceFirst("^<p>", "");
    }

    /** To that network's page. */
    private static String link(String type) {
        return "[" + type + "](" + type.toLowerCase(Locale.ROOT) + ".md)";
    }
}
