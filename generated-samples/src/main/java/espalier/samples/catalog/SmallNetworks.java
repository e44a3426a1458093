package espalier.samples.catalog;

import espalier.runtime.loss.RbfPenalty;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Schedule;
import espalier.samples.data.Pixels;
import espalier.samples.networks.LeNet5ClassicNetwork;
import espalier.samples.networks.LeNet5Network;
import espalier.samples.networks.TinyInceptionNetwork;
import espalier.samples.networks.TinyResidualNetwork;
import espalier.samples.networks.XorNetwork;
import java.util.List;

/** Networks for grey images of 28x28, and for less. */
final class SmallNetworks {

    private SmallNetworks() {}

    static List<SampleNetwork> list() {
        return List.of(
                new SampleNetwork(
                        "LeNet5",
                        "as taught today: tanh, average pooling, ten logits",
                        LeNet5Network::create,
                        LeNet5Network::describe,
                        new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED, 0, true),
                        new Recipe(10, 32, OptimizerKind.ADAM, 0.002, Schedule.cosine())),
                new SampleNetwork(
                        "LeNet5Classic",
                        "as published in 1998: connection table, trainable subsampling, digits as prototypes",
                        LeNet5ClassicNetwork::create,
                        LeNet5ClassicNetwork::describe,
                        new ImageTask(new RbfPenalty(), Pixels.LENET, 2, true),
                        new Recipe(12, 32, OptimizerKind.ADAM, 0.002, Schedule.cosine())),
                new SampleNetwork(
                        "TinyResidual",
                        "two residual blocks, one with a projection, wired by hand",
                        TinyResidualNetwork::create,
                        TinyResidualNetwork::describe,
                        new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED, 0, true),
                        new Recipe(10, 64, OptimizerKind.NESTEROV, 0.05, Schedule.cosine())),
                new SampleNetwork(
                        "TinyInception",
                        "one inception module of four branches, wired by hand",
                        TinyInceptionNetwork::create,
                        TinyInceptionNetwork::describe,
                        new ImageTask(new SoftmaxCrossEntropy(), Pixels.STANDARDISED, 0, true),
                        new Recipe(8, 64, OptimizerKind.NESTEROV, 0.05, Schedule.cosine())),
                new SampleNetwork(
                        "Xor",
                        "the two-layer perceptron that learns exclusive or",
                        XorNetwork::create,
                        XorNetwork::describe,
                        new ExclusiveOr(),
                        new Recipe(150, 4, OptimizerKind.ADAM, 0.05, Schedule.constant())));
    }
}
