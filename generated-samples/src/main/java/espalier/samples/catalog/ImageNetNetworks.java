package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Summary;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.data.Pixels;
import espalier.samples.networks.NinImageNetNetwork;
import espalier.samples.networks.Vgg11Network;
import espalier.samples.networks.Vgg13Network;
import espalier.samples.networks.Vgg16BatchNormNetwork;
import espalier.samples.networks.Vgg16Network;
import espalier.samples.networks.Vgg19Network;
import espalier.samples.networks.VggCNetwork;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Networks for photographs of a thousand classes, none of which ship with the samples. */
final class ImageNetNetworks {

    private static final ImageTask TASK = new ImageTask(new SoftmaxCrossEntropy(), Pixels.IMAGENET, 0, false);

    private static final Recipe RECIPE = new Recipe(90, 32, OptimizerKind.MOMENTUM, 0.01, Schedule.cosine());

    private ImageNetNetworks() {}

    static List<SampleNetwork> list() {
        return List.of(
                imageNet("Vgg11", "3x3 kernels only, column A", Vgg11Network::create, Vgg11Network::describe),
                imageNet("Vgg13", "3x3 kernels only, column B", Vgg13Network::create, Vgg13Network::describe),
                imageNet(
                        "VggC",
                        "sixteen layers, three of them 1x1: column C",
                        VggCNetwork::create,
                        VggCNetwork::describe),
                imageNet("Vgg16", "3x3 kernels only, column D", Vgg16Network::create, Vgg16Network::describe),
                imageNet("Vgg19", "3x3 kernels only, column E", Vgg19Network::create, Vgg19Network::describe),
                imageNet(
                        "Vgg16BatchNorm",
                        "column D with batch norm",
                        Vgg16BatchNormNetwork::create,
                        Vgg16BatchNormNetwork::describe),
                imageNet(
                        "NinImageNet",
                        "\"network in network\": perceptrons of 1x1, no dense layer",
                        NinImageNetNetwork::create,
                        NinImageNetNetwork::describe));
    }

    private static SampleNetwork imageNet(
            String name, String description, Function<NetworkOptions, Network> factory, Supplier<Summary> describe) {
        return new SampleNetwork(name, description, factory, describe, TASK, RECIPE);
    }
}
