package espalier.benchmarks.contender;

/** What is timed. */
@FunctionalInterface
public interface Work {
    /** Does it once. */
    void run() throws Exception;
}
