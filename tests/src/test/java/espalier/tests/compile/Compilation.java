package espalier.tests.compile;

import java.util.List;
import java.util.Map;

/**
 * What came out of a compiler.
 *
 * @param success whether the compiler says that it succeeded
 * @param messages in the order in which they came
 * @param output what the compiler printed past its diagnostics, such as the stack trace of a crash
 * @param generatedSources text by file name, such as {@code nets/NetNetwork.java}
 * @param classes everything in the class output, by file name
 */
public record Compilation(
        UserCompiler compiler,
        boolean success,
        List<Message> messages,
        String output,
        Map<String, String> generatedSources,
        Map<String, byte[]> classes) {

    /** Errors and warnings, without notes. */
    public List<Message> problems() {
        return messages.stream()
                .filter(message -> message.isError() || message.isWarning())
                .toList();
    }

    /** Notes and other messages that ask for nothing. */
    public List<Message> notes() {
        return messages.stream()
                .filter(message -> !message.isError() && !message.isWarning())
                .toList();
    }

    /** Whether a stack trace stands anywhere in what a user would see. */
    public boolean showsStackTrace() {
        return containsStackTrace(output) || messages.stream().anyMatch(message -> containsStackTrace(message.text()));
    }

    private static boolean containsStackTrace(String text) {
        return text.contains("\tat ") || text.contains("uncaught exception");
    }
}
