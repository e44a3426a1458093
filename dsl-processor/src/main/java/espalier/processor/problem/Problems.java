package espalier.processor.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one network. */
public final class Problems {

    private final List<Problem> all = new ArrayList<>();

    /** Adds one. */
    public void add(Problem problem) {
        all.add(problem);
    }

    /** Whether any is an error. */
    public boolean hasErrors() {
        return all.stream().anyMatch(Problem::isError);
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** All of them, in the order in which they were found. */
    public List<Problem> all() {
        return List.copyOf(all);
    }
}
