package espalier.tests.compile;

import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A diagnostic as a compiler gave it.
 *
 * @param file the file's name without folders, empty where the message has no place
 * @param line from 1, or -1
 * @param column where the caret stands, from 1, or -1
 */
public record Message(Diagnostic.Kind kind, String file, long line, long column, String text) {

    /** Javac indents what follows the first line of a message by this, beyond the message's own indentation. */
    private static final String JAVAC_INDENT = "  ";

    static Message of(UserCompiler compiler, Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        String path = source == null ? "" : source.getName().replace('\\', '/');
        String text =
                diagnostic.getMessage(Locale.ENGLISH).replace("\r\n", "\n").stripTrailing();
        if (compiler == UserCompiler.JAVAC) {
            text = text.replace("\n" + JAVAC_INDENT, "\n");
        }
        return new Message(
                diagnostic.getKind(),
                path.substring(path.lastIndexOf('/') + 1),
                diagnostic.getLineNumber(),
                diagnostic.getColumnNumber(),
                text);
    }

    boolean isError() {
        return kind == Diagnostic.Kind.ERROR;
    }

    boolean isWarning() {
        return kind == Diagnostic.Kind.WARNING || kind == Diagnostic.Kind.MANDATORY_WARNING;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + kind + ": " + text;
    }
}
