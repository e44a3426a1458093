package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Summary;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.data.Pixels;
import espalier.samples.networks.NinCifar10Network;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Networks for the colour images of 32x32 of CIFAR-10. What ships with the samples is grey and 28x28: they see it in three
 * channels, on a larger ground.
 */
final class CifarNetworks {

    private static final ImageTask TASK =
            new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED_COLOURS, 2, true);

    private CifarNetworks() {}

    static List<SampleNetwork> list() {
        return List.of(
                cifar("NinCifar10", "\"network in network\": perceptrons of 1x1, no dense layer", NinCifar10Network::create, NinCifar10Network::describe, 0.02));
    }

    private static SampleNetwork cifar(
            String name,
            String description,
            Function<NetworkOptions, Network> factory,
            Supplier<Summary> describe,
            double learningRate) {
        Recipe recipe = new Recipe(10, 64, OptimizerKind.NESTEROV, learningRate, Schedule.cosine());
        return new SampleNetwork(name, description, factory, describe, TASK, recipe);
    }
}
