package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.Shapes;
import espalier.runtime.loss.ClassificationLoss;
import java.util.List;

/** Whether a dataset is one for a network. */
final class Fit {

    private Fit() {}

    /**
     * The network at the size of a dataset's images.
     *
     * @throws IllegalArgumentException if it has no such size, or fewer classes, or reads regions
     */
    static Network at(Network network, Dataset data, ClassificationLoss loss) {
        requireNoRegions(network);
        for (Network sized : network.sizes()) {
            if (sized.inputShape().equals(data.imageShape())) {
                checkClasses(sized, data, loss);
                return sized;
            }
        }
        List<String> shapes = network.sizes().stream()
                .map(sized -> Shapes.text(sized.inputShape()))
                .toList();
        throw new IllegalArgumentException(network.name() + " takes images of " + String.join(" or ", shapes)
                + ", but the dataset's are " + data.imageShapeText() + ".");
    }

    /** A dataset has one label an image, where regions have one each, and boxes to aim at besides. */
    static void requireNoRegions(Network network) {
        if (network.takesRegions()) {
            throw new IllegalArgumentException(
                    network.name() + " reads regions besides the images, which no dataset holds:"
                            + " train it with network.training(TrainingOptions.batch(n).withRegions(most)), whose"
                            + " forward(images, regions) shows how, and measure what predict(images, regions) gives.");
        }
    }

    private static void checkClasses(Network network, Dataset data, ClassificationLoss loss) {
        if (data.classes() > classes(network, loss)) {
            throw new IllegalArgumentException(network.name() + " tells apart " + classes(network, loss)
                    + " classes, but the dataset has " + data.classes() + ".");
        }
    }

    /** The same for the classes of a further output. */
    static void checkClasses(Network network, String output, Dataset data, ClassificationLoss loss) {
        int classes = classes(network, output, loss);
        if (data.classes() > classes) {
            throw new IllegalArgumentException("The output " + output + " of " + network.name() + " tells apart "
                    + classes + " classes, but the dataset has " + data.classes() + ".");
        }
    }

    /** The classes that the network's own output tells apart. */
    static int classes(Network network, ClassificationLoss loss) {
        return classes(network, network.outputs().get(network.outputs().size() - 1), loss);
    }

    private static int classes(Network network, String output, ClassificationLoss loss) {
        return loss.classes(network.outputShape(output).stream().reduce(1, (a, b) -> a * b));
    }
}
