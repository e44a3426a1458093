package espalier.runtime.loss;

import espalier.runtime.Shapes;
import espalier.runtime.Tensor;

/** Checks what every loss checks. */
final class Batches {

    private Batches() {}

    /** The outputs of one image. */
    static int units(Tensor outputs, int[] labels) {
        if (outputs.rank() < 2 || outputs.size() == 0) {
            throw new IllegalArgumentException(
                    "The outputs of a batch are N,units with at least one of each, not " + outputs.shapeText() + ".");
        }
        if (outputs.dim(0) != labels.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels were given for outputs of " + outputs.shapeText() + ".");
        }
        int units = outputs.size() / outputs.dim(0);
        if (units != outputs.dim(1)) {
            throw new IllegalArgumentException("One image's outputs must be a vector, but outputs of "
                    + outputs.shapeText() + " hold " + Shapes.text(outputs.dim(1)) + " maps of several values each.");
        }
        return units;
    }

    static void checkGradient(Tensor outputs, Tensor gradient) {
        if (!outputs.sameShape(gradient)) {
            throw new IllegalArgumentException("The gradient must have the shape of the outputs, " + outputs.shapeText()
                    + ", not " + gradient.shapeText() + ".");
        }
    }

    static int checkLabel(int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("Label " + label + " is no class of a network that tells apart "
                    + classes + " (0 to " + (classes - 1) + ").");
        }
        return label;
    }
}
