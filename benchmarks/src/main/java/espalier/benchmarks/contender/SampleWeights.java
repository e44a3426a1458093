package espalier.benchmarks.contender;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Random;

/** Makes sample networks, with the weights that all contenders use. */
public final class SampleWeights {

    private static final String PACKAGE = "espalier.samples.networks.";
    private static final float SPREAD = 0.2f;

    private SampleWeights() {}

    /**
     * The network with the prepared weights.
     *
     * @throws IOException if the weights cannot be read
     */
    public static Network load(Setting setting, NetworkOptions options) throws IOException {
        try {
            return create(setting.network(), options.withWeights(setting.weights()));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** By the class itself: the catalog would load those of all networks, which shows in a cold start. */
    static Network create(String name, NetworkOptions options) {
        try {
            return (Network) Class.forName(PACKAGE + name + "Network")
                    .getMethod("create", NetworkOptions.class)
                    .invoke(null, options);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("The network " + name + " could not be made.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("There is no network called " + name + ".", e);
        }
    }

    /** Gives biases, scales and running statistics values that are neither zero nor one, as training would. */
    static void vary(Network network) {
        for (Parameter parameter : network.parameters().list()) {
            if (parameter.value().rank() == 1) {
                Random random = new Random(parameter.name().hashCode());
                boolean aroundOne =
                        parameter.name().endsWith("weight") || parameter.name().endsWith("running_var");
                float[] values = parameter.value().data();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (aroundOne ? 1 : 0) + SPREAD * (random.nextFloat() - 0.5f);
                }
            }
        }
        network.parameters().changed();
    }
}
