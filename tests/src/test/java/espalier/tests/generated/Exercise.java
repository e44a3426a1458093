package espalier.tests.generated;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.tests.behavior.LeNet5Network;
import espalier.tests.behavior.MixedNetwork;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** A program that other tests run in a JVM of its own: trains and predicts until the given number of seconds is over. */
final class Exercise {

    private static final int BATCH = 8;

    private static final List<Function<NetworkOptions, Network>> NETWORKS =
            List.of(LeNet5Network::create, MixedNetwork::create);

    private Exercise() {}

    /** Takes the seconds; prints the dialects that ran. */
    public static void main(String[] arguments) {
        long perNetwork = Long.parseLong(arguments[0]) * 1_000_000_000 / NETWORKS.size();
        List<Dialect> dialects = Dialect.vectorAvailable() ? List.of(Dialect.values()) : List.of(Dialect.SCALAR);
        try (Workers workers = Workers.of(1)) {
            NetworkOptions unnamed = NetworkOptions.defaults().withWorkers(workers);
            for (Function<NetworkOptions, Network> create : NETWORKS) {
                // What runs is said once, to whoever names no dialect.
                Network first = create.apply(unnamed);
                Network second = create.apply(unnamed);
                System.out.println("created " + first.name() + " and " + second.name());
                for (Dialect dialect : dialects) {
                    Network network = create.apply(unnamed.withDialect(dialect));
                    run(network, System.nanoTime() + perNetwork / dialects.size());
                    System.out.println("ran " + network.name() + " " + network.dialect());
                }
            }
        }
    }

    private static void run(Network network, long until) {
        int[] shape = {
            BATCH,
            network.inputShape().get(0),
            network.inputShape().get(1),
            network.inputShape().get(2)
        };
        Tensor images = Tensor.zeros(shape);
        Random random = new Random(1);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = random.nextFloat();
        }
        TrainingPass pass = network.training(TrainingOptions.batch(BATCH).withInputGradient());
        do {
            network.predict(images);
            pass.forward(images);
            pass.outputGradient().fill(0.1f);
            pass.backward();
        } while (System.nanoTime() < until);
    }
}
