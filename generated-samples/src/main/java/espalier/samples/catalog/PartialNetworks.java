package espalier.samples.catalog;

import espalier.runtime.optim.Schedule;
import espalier.samples.networks.ContextNetworkNetwork;
import espalier.samples.networks.FastRcnnNetwork;
import java.util.List;

/** Networks that are part of something larger. */
final class PartialNetworks {

    private static final Recipe RECIPE = new Recipe(1, 1, OptimizerKind.MOMENTUM, 0.001, Schedule.constant());

    private PartialNetworks() {}

    static List<SampleNetwork> list() {
        return List.of(
                new SampleNetwork(
                        "ContextNetwork",
                        "dilated convolutions that refine maps of class scores",
                        ContextNetworkNetwork::create,
                        ContextNetworkNetwork::describe,
                        new NoTask(
                                "ContextNetwork refines the maps of a network before it and has no images of its own: train the two in a program."),
                        RECIPE),
                new SampleNetwork(
                        "FastRcnn",
                        "a detector's head: regions of a map, their classes and boxes",
                        FastRcnnNetwork::create,
                        FastRcnnNetwork::describe,
                        new NoTask(
                                "FastRcnn classifies regions of a map and has no images of its own: train it in a program."),
                        RECIPE));
    }
}
