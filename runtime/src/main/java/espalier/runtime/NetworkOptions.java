package espalier.runtime;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a generated network is created.
 *
 * @param seed from which the parameters are initialised
 * @param workers the pool that work is divided over
 * @param dialect the kernels that run; empty for the fastest that the network was generated with and this JVM can run
 * @param weights a safetensors file that the parameters are read from, which are not initialised then; empty for none
 * @param quickStart whether predictions begin on scalar kernels, see {@link #withQuickStart}
 */
public record NetworkOptions(
        long seed, Workers workers, Optional<Dialect> dialect, Optional<Path> weights, boolean quickStart) {

    /** Checks for null. */
    public NetworkOptions {
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(weights, "weights");
    }

    /** Seed 0, the shared pool of all processors, the fastest dialect. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(0, Workers.shared(), Optional.empty(), Optional.empty(), false);
    }

    /** With another seed. */
    public NetworkOptions withSeed(long newSeed) {
        return new NetworkOptions(newSeed, workers, dialect, weights, quickStart);
    }

    /** With another pool. */
    public NetworkOptions withWorkers(Workers newWorkers) {
        return new NetworkOptions(seed, newWorkers, dialect, weights, quickStart);
    }

    /** With a chosen dialect. */
    public NetworkOptions withDialect(Dialect newDialect) {
        return new NetworkOptions(seed, workers, Optional.of(newDialect), weights, quickStart);
    }

    /**
     * With weights from a safetensors file: the network is created as soon as they are read, a third of a second earlier for
     * ten million parameters than if it were initialised first. Creating it throws {@link java.io.UncheckedIOException} if
     * the file cannot be read or is not this network's; see {@link espalier.runtime.io.Safetensors#load}.
     */
    public NetworkOptions withWeights(Path file) {
        return new NetworkOptions(seed, workers, dialect, Optional.of(file), quickStart);
    }

    /**
     * For programs that predict as soon as they start: the first predictions run on scalar kernels, which the JVM compiles in a
     * fraction of the time, and the code for vectors is warmed up in the background from the second prediction on. A process
     * that predicts once thus takes half as long and less than half of the memory. Results differ between the two kinds in
     * their last digits; whoever needs the same bits from the first prediction to the last leaves this out. Without effect
     * on training and where vector kernels do not run anyway.
     */
    public NetworkOptions withQuickStart() {
        return new NetworkOptions(seed, workers, dialect, weights, true);
    }
}
