package espalier.processor.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the problems of one network. */
public final class Problems {

    private final List<Problem> all = new ArrayList<>();
    private final Consumer<Problem> also;

    /** An empty collection. */
    public Problems() {
        this(problem -> {});
    }

    private Problems(Consumer<Problem> also) {
        this.also = also;
    }

    /** A collection of problems in a part of the network: they are added here too, the part's path before their layers'. */
    public Problems within(String path) {
        return new Problems(problem -> add(problem.of(path + "." + problem.layer())));
    }

    /** Adds one. */
    public void add(Problem problem) {
        all.add(problem);
        also.accept(problem);
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
