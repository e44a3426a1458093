package espalier.runtime;

import java.util.Objects;
import java.util.Optional;

/**
 * How a generated network is created.
 *
 * @param seed from which the parameters are initialised
 * @param workers the pool that work is divided over
 * @param dialect the kernels that run; empty for the fastest that the network was generated with and this JVM can run
 */
public record NetworkOptions(long seed, Workers workers, Optional<Dialect> dialect) {

    /** Checks for null. */
    public NetworkOptions {
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(dialect, "dialect");
    }

    /** Seed 0, the shared pool of all processors, the fastest dialect. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(0, Workers.shared(), Optional.empty());
    }

    /** With another seed. */
    public NetworkOptions withSeed(long newSeed) {
        return new NetworkOptions(newSeed, workers, dialect);
    }

    /** With another pool. */
    public NetworkOptions withWorkers(Workers newWorkers) {
        return new NetworkOptions(seed, newWorkers, dialect);
    }

    /** With a chosen dialect. */
    public NetworkOptions withDialect(Dialect newDialect) {
        return new NetworkOptions(seed, workers, Optional.of(newDialect));
    }
}
