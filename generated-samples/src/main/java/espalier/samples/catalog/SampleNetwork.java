package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import java.util.function.Function;

/**
 * A network that the command line knows.
 *
 * @param name the interface's name
 * @param description a short phrase
 * @param factory makes it, its weights initialised
 * @param task what it learns
 * @param recipe how it learns that well
 */
public record SampleNetwork(
        String name, String description, Function<NetworkOptions, Network> factory, Task task, Recipe recipe) {

    /** Makes it with default options. */
    public Network create() {
        return create(NetworkOptions.defaults());
    }

    /** Makes it, its weights initialised from the options' seed. */
    public Network create(NetworkOptions options) {
        return factory.apply(options);
    }
}
