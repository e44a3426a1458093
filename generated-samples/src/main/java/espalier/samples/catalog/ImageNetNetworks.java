package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Summary;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.data.Pixels;
import espalier.samples.networks.AlexNetNetwork;
import espalier.samples.networks.AlexNetTorchvisionNetwork;
import espalier.samples.networks.DenseNet121Network;
import espalier.samples.networks.EfficientNetB0Network;
import espalier.samples.networks.GoogLeNetNetwork;
import espalier.samples.networks.GoogLeNetTorchvisionNetwork;
import espalier.samples.networks.InceptionV3Network;
import espalier.samples.networks.MobileNetV1Network;
import espalier.samples.networks.MobileNetV2Network;
import espalier.samples.networks.MobileNetV3LargeNetwork;
import espalier.samples.networks.MobileNetV3SmallNetwork;
import espalier.samples.networks.NinImageNetNetwork;
import espalier.samples.networks.ResNeXt50Network;
import espalier.samples.networks.ResNet101Network;
import espalier.samples.networks.ResNet101PublishedNetwork;
import espalier.samples.networks.ResNet152Network;
import espalier.samples.networks.ResNet152PublishedNetwork;
import espalier.samples.networks.ResNet18Network;
import espalier.samples.networks.ResNet34Network;
import espalier.samples.networks.ResNet50Network;
import espalier.samples.networks.ResNet50PublishedNetwork;
import espalier.samples.networks.SppNetZf5Network;
import espalier.samples.networks.SqueezeNet10Network;
import espalier.samples.networks.SqueezeNet11Network;
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
                imageNet(
                        "AlexNet",
                        "five convolutions, three dense layers, in two groups as published in 2012",
                        AlexNetNetwork::create,
                        AlexNetNetwork::describe),
                imageNet(
                        "AlexNetTorchvision",
                        "for one card, without groups",
                        AlexNetTorchvisionNetwork::create,
                        AlexNetTorchvisionNetwork::describe),
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
                        NinImageNetNetwork::describe),
                imageNet(
                        "GoogLeNet",
                        "nine inception modules and two heads, as published in 2014",
                        GoogLeNetNetwork::create,
                        GoogLeNetNetwork::describe),
                imageNet(
                        "GoogLeNetTorchvision",
                        "with batch norm, and 3x3 for 5x5",
                        GoogLeNetTorchvisionNetwork::create,
                        GoogLeNetTorchvisionNetwork::describe),
                imageNet(
                        "InceptionV3",
                        "factorised inception modules",
                        InceptionV3Network::create,
                        InceptionV3Network::describe),
                imageNet(
                        "ResNet18",
                        "residual blocks of two 3x3 convolutions",
                        ResNet18Network::create,
                        ResNet18Network::describe),
                imageNet(
                        "ResNet34", "the same, with longer stages", ResNet34Network::create, ResNet34Network::describe),
                imageNet(
                        "ResNet50",
                        "residual bottlenecks that stride in the 3x3 convolution",
                        ResNet50Network::create,
                        ResNet50Network::describe),
                imageNet(
                        "ResNet101",
                        "the same, with a longer third stage",
                        ResNet101Network::create,
                        ResNet101Network::describe),
                imageNet("ResNet152", "the same, longer still", ResNet152Network::create, ResNet152Network::describe),
                imageNet(
                        "ResNet50Published",
                        "residual bottlenecks that stride in the 1x1 convolution, as published",
                        ResNet50PublishedNetwork::create,
                        ResNet50PublishedNetwork::describe),
                imageNet(
                        "ResNet101Published",
                        "the same, with a longer third stage",
                        ResNet101PublishedNetwork::create,
                        ResNet101PublishedNetwork::describe),
                imageNet(
                        "ResNet152Published",
                        "the same, longer still",
                        ResNet152PublishedNetwork::create,
                        ResNet152PublishedNetwork::describe),
                imageNet("ResNeXt50", "bottlenecks of 32 groups", ResNeXt50Network::create, ResNeXt50Network::describe),
                imageNet(
                        "SqueezeNet10",
                        "fire modules: a fiftieth of the parameters of AlexNet",
                        SqueezeNet10Network::create,
                        SqueezeNet10Network::describe),
                imageNet(
                        "SqueezeNet11",
                        "with less than half of its multiply-adds",
                        SqueezeNet11Network::create,
                        SqueezeNet11Network::describe),
                imageNet(
                        "MobileNetV1",
                        "depthwise and pointwise convolutions",
                        MobileNetV1Network::create,
                        MobileNetV1Network::describe),
                imageNet(
                        "MobileNetV2",
                        "inverted residual blocks",
                        MobileNetV2Network::create,
                        MobileNetV2Network::describe),
                imageNet(
                        "MobileNetV3Small",
                        "found by search, with excitation gates",
                        MobileNetV3SmallNetwork::create,
                        MobileNetV3SmallNetwork::describe),
                imageNet(
                        "MobileNetV3Large",
                        "found by search, with excitation gates",
                        MobileNetV3LargeNetwork::create,
                        MobileNetV3LargeNetwork::describe),
                imageNet(
                        "EfficientNetB0",
                        "inverted residual blocks with excitation, made to be scaled",
                        EfficientNetB0Network::create,
                        EfficientNetB0Network::describe),
                imageNet(
                        "DenseNet121",
                        "dense blocks: each layer reads all before it",
                        DenseNet121Network::create,
                        DenseNet121Network::describe),
                imageNet(
                        "SppNetZf5",
                        "spatial pyramid pooling on ZF-5, for images of 224 and 180",
                        SppNetZf5Network::create,
                        SppNetZf5Network::describe));
    }

    private static SampleNetwork imageNet(
            String name, String description, Function<NetworkOptions, Network> factory, Supplier<Summary> describe) {
        return new SampleNetwork(name, description, factory, describe, TASK, RECIPE);
    }
}
