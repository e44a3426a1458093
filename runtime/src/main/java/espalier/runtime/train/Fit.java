package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.Shapes;
import espalier.runtime.loss.ClassificationLoss;

/** Whether a dataset is one for a network. */
final class Fit {

    private Fit() {}

    static void check(Network network, Dataset data, ClassificationLoss loss) {
        if (!data.imageShape().equals(network.inputShape())) {
            throw new IllegalArgumentException(network.name() + " takes images of " + Shapes.text(network.inputShape())
                    + ", but the dataset's are " + data.imageShapeText() + ".");
        }
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
