package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Summary;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A network that the command line knows.
 *
 * @param name the interface's name
 * @param description a short phrase
 * @param factory makes it, its weights initialised
 * @param describe tells what it consists of and costs, without making it
 * @param task what it learns
 * @param recipe how it learns that well
 */
public record SampleNetwork(
        String name,
        String description,
        Function<NetworkOptions, Network> factory,
        Supplier<Summary> describe,
        Task task,
        Recipe recipe) {

    /** What it consists of and costs, without making it: the largest have half a gigabyte of weights. */
    public Summary summary() {
        return describe.get();
    }

    /** Makes it with default options. */
    public Network create() {
        return create(NetworkOptions.defaults());
    }

    /** Makes it, its weights initialised from the options' seed. */
    public Network create(NetworkOptions options) {
        return factory.apply(options);
    }
}
