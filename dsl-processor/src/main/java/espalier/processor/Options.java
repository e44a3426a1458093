package espalier.processor;

import espalier.processor.emit.Dialect;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Words;
import espalier.processor.spec.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of the processor, given to the compiler as {@code -Aname=value}. */
final class Options {

    static final String DIALECT = "espalier.dialect";
    static final String SUMMARY = "espalier.summary";

    private static final List<String> DIALECTS = List.of("auto", "scalar", "vector");
    private static final List<String> FLAGS = List.of("true", "false");

    private final Map<String, String> given;

    Options(Map<String, String> given) {
        this.given = given;
    }

    /** Whether a table of the layers is printed. */
    boolean wantsSummary() {
        return given.getOrDefault(SUMMARY, "false").equals("true");
    }

    /**
     * The dialects to write.
     *
     * @param seesVectors whether the network's module sees {@code jdk.incubator.vector}
     */
    List<Dialect> dialects(boolean seesVectors) {
        boolean isScalar = given.getOrDefault(DIALECT, "auto").equals("scalar") || !seesVectors;
        return isScalar ? List.of(Dialect.SCALAR) : List.of(Dialect.SCALAR, Dialect.VECTOR);
    }

    /** Whether the vector dialect was asked for expressly. */
    boolean demandsVectors() {
        return given.getOrDefault(DIALECT, "auto").equals("vector");
    }

    /** An option whose value means nothing. */
    Optional<Problem> problem() {
        return problem(DIALECT, DIALECTS).or(() -> problem(SUMMARY, FLAGS));
    }

    private Optional<Problem> problem(String name, List<String> allowed) {
        if (!given.containsKey(name) || allowed.contains(given.get(name))) {
            return Optional.empty();
        }
        String value = given.get(name) == null ? "empty" : given.get(name);
        return Optional.of(
                Problem.of(ProblemCode.OPTION, "options", Origin.NOWHERE, name, Words.list(allowed, "or"), value));
    }
}
