package espalier.processor.problem;

import espalier.processor.problem.ProblemCode.Severity;
import espalier.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * One objection, complete with its text.
 *
 * @param layer the layer's or network's name, which begins the message
 * @param origin the very value that is wrong
 * @param details lines between the sentence and the fix: the arithmetic, and the shapes that led there
 */
public record Problem(
        ProblemCode code,
        Severity severity,
        String layer,
        Origin origin,
        String sentence,
        List<String> details,
        String fix) {
    public Problem {
        details = List.copyOf(details);
    }

    /**
     * A problem of the catalogue, with a fix that needs no words filled in.
     *
     * @param words fill the sentence
     */
    public static Problem of(ProblemCode code, String layer, Origin origin, Object... words) {
        return new Problem(
                code, code.severity(), layer, origin, code.sentence().formatted(words), List.of(), code.fix());
    }

    /** With the words that fill the fix. */
    public Problem fixedBy(Object... words) {
        return new Problem(
                code, severity, layer, origin, sentence, details, code.fix().formatted(words));
    }

    /** With further lines of details. */
    public Problem with(String... lines) {
        return with(List.of(lines));
    }

    /** With further lines of details. */
    public Problem with(List<String> lines) {
        List<String> all = new ArrayList<>(details);
        all.addAll(lines);
        return new Problem(code, severity, layer, origin, sentence, all, fix);
    }

    /** The same, met in a part of the layer. */
    public Problem within(String part) {
        return new Problem(code, severity, layer, origin, "in " + part + ", " + sentence, details, fix);
    }

    /** The same of another layer. */
    public Problem of(String otherLayer) {
        return new Problem(code, severity, otherLayer, origin, sentence, details, fix);
    }

    /** The same in another place. */
    public Problem at(Origin otherOrigin) {
        return new Problem(code, severity, layer, otherOrigin, sentence, details, fix);
    }

    /** The same as an error, whatever the catalogue says. */
    public Problem asError() {
        return new Problem(code, Severity.ERROR, layer, origin, sentence, details, fix);
    }

    /** Whether no code may be generated. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The whole message, its first line first. */
    public String message() {
        StringBuilder text = new StringBuilder();
        text.append('[')
                .append(code.code())
                .append("] ")
                .append(layer)
                .append(": ")
                .append(sentence);
        details.forEach(line -> text.append("\n  ").append(line));
        if (!fix.isEmpty()) {
            text.append("\n  ").append(fix);
        }
        return text.toString();
    }
}
