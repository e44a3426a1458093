package espalier.processor.check;

import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.NetworkSpec;
import java.util.List;

/** Checks one {@code @Budget}. */
public final class Budgets {

    private final String subject;
    private final AnnotationSpec budget;
    private final Problems problems;

    Budgets(String subject, AnnotationSpec budget, Problems problems) {
        this.subject = subject;
        this.budget = budget;
        this.problems = problems;
    }

    /**
     * Checks a network's budget for activations, which is known only once its memory is planned.
     *
     * @param bytes what inference on one image holds at its peak
     */
    public static void checkActivations(NetworkSpec network, CheckedGraph graph, long bytes, Problems problems) {
        network.annotation("Budget").ifPresent(budget -> {
            List<String> largest = new Breakdown(graph.inferenceLayers()).largest(Budgets::activationBytes);
            new Budgets(network.interfaceName(), budget, problems)
                    .check(ProblemCode.ACTIVATION_BUDGET, "maxActivationBytes", bytes, largest);
        });
    }

    private static long activationBytes(CheckedLayer layer) {
        return layer.output().size() * Float.BYTES;
    }

    /** Reports an actual count that exceeds the bound of that name. */
    void check(ProblemCode code, String name, long actual, List<String> contributors) {
        if (!checkSign(name)) {
            return;
        }
        Located<Long> bound = budget.count(name);
        if (actual > bound.value()) {
            problems.add(Problem.of(
                            code,
                            subject,
                            bound.origin(),
                            Words.count(actual),
                            Words.count(bound.value()),
                            Words.count(actual - bound.value()))
                    .with(contributors));
        }
    }

    /** Whether the bound is written and not negative, which is reported. */
    boolean checkSign(String name) {
        if (!budget.isWritten(name)) {
            return false;
        }
        Located<Long> bound = budget.count(name);
        if (bound.value() < 0) {
            problems.add(Problem.of(ProblemCode.NEGATIVE, subject, bound.origin(), name, Words.count(bound.value()))
                    .fixedBy(name));
            return false;
        }
        return true;
    }
}
