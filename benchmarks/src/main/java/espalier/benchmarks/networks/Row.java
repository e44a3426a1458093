package espalier.benchmarks.networks;

import espalier.benchmarks.contender.Task;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is measured: a task of a network, and how many times faster than the best peer it should be.
 *
 * @param network the interface's name, such as {@code LeNet5}
 * @param label how the literature calls it
 * @param batch images at once
 * @param targets the ratio of the best peer's time to ours, by threads
 */
record Row(String network, String label, Task task, int batch, Map<Integer, Double> targets) {

    private static final List<Row> ALL = List.of(
            predicting("LeNet5", "LeNet-5", 1, Map.of(1, 3.0)),
            predicting("LeNet5", "LeNet-5", 32, Map.of(1, 2.0, 2, 2.0)),
            predicting("ResNet20", "CIFAR ResNet-20", 8, Map.of(1, 1.5, 2, 1.5)),
            predicting("ResNet18", "ResNet-18", 1, Map.of(1, 1.3, 2, 1.3)),
            predicting("Vgg16", "VGG-16", 1, Map.of(1, 1.6, 2, 1.6)),
            predicting("GoogLeNet", "GoogLeNet", 1, Map.of(1, 1.1, 2, 1.1)),
            predicting("ResNet50", "ResNet-50", 1, Map.of(1, 1.0, 2, 1.0)),
            predicting("AlexNet", "AlexNet", 1, Map.of(1, 1.0, 2, 1.0)),
            predicting("MobileNetV2", "MobileNet V2", 1, Map.of(1, 1.1, 2, 1.1)),
            training("LeNet5", "LeNet-5", 64, Map.of(1, 2.5, 2, 2.5)),
            training("ResNet20", "CIFAR ResNet-20", 32, Map.of(1, 1.8, 2, 1.8)),
            training("ResNet18", "ResNet-18", 8, Map.of(1, 1.5, 2, 1.5)));

    Row {
        targets = Map.copyOf(targets);
    }

    /** All that is measured, in the order of the table. */
    static List<Row> all() {
        return ALL;
    }

    private static Row predicting(String network, String label, int batch, Map<Integer, Double> targets) {
        return new Row(network, label, Task.INFERENCE, batch, targets);
    }

    private static Row training(String network, String label, int batch, Map<Integer, Double> targets) {
        return new Row(network, label, Task.TRAINING, batch, targets);
    }

    OptionalDouble target(int threads) {
        return targets.containsKey(threads) ? OptionalDouble.of(targets.get(threads)) : OptionalDouble.empty();
    }

    /** Such as "ResNet-20, training step, batch 32". */
    String text() {
        return label + (task == Task.TRAINING ? ", training step" : "") + (batch == 1 ? "" : ", batch " + batch);
    }
}
