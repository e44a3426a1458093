package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Summary;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.data.Pixels;
import espalier.samples.networks.NinCifar10Network;
import espalier.samples.networks.ResNet110Network;
import espalier.samples.networks.ResNet20Network;
import espalier.samples.networks.ResNet32Network;
import espalier.samples.networks.ResNet44Network;
import espalier.samples.networks.ResNet56Network;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Networks for the colour images of 32x32 of CIFAR-10. What ships with the samples is grey and 28x28: they see it in
 * three channels, on a larger ground.
 */
final class CifarNetworks {

    private static final ImageTask TASK =
            new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED_COLOURS, 2, true);

    private CifarNetworks() {}

    static List<SampleNetwork> list() {
        return List.of(
                cifar(
                        "NinCifar10",
                        "\"network in network\": perceptrons of 1x1, no dense layer",
                        NinCifar10Network::create,
                        NinCifar10Network::describe,
                        0.02),
                cifar(
                        "ResNet20",
                        "residual blocks, shortcuts without weights",
                        ResNet20Network::create,
                        ResNet20Network::describe,
                        0.05),
                cifar(
                        "ResNet32",
                        "the same, five blocks a stage",
                        ResNet32Network::create,
                        ResNet32Network::describe,
                        0.05),
                cifar(
                        "ResNet44",
                        "the same, seven blocks a stage",
                        ResNet44Network::create,
                        ResNet44Network::describe,
                        0.05),
                cifar(
                        "ResNet56",
                        "the same, nine blocks a stage",
                        ResNet56Network::create,
                        ResNet56Network::describe,
                        0.05),
                cifar(
                        "ResNet110",
                        "the same, eighteen blocks a stage",
                        ResNet110Network::create,
                        ResNet110Network::describe,
                        0.05));
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
