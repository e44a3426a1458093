package espalier.runtime.optim;

import espalier.runtime.Gradients;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import java.util.List;

/** Arrays of an optimiser's own for each trainable parameter, made at the first step. */
final class State {

    private final int arraysPerParameter;
    private Parameters owner;
    private float[][][] arrays;

    State(int arraysPerParameter) {
        this.arraysPerParameter = arraysPerParameter;
    }

    /** To be called at the start of a step. */
    void attach(Parameters parameters, Gradients gradients) {
        List<Parameter> trainable = parameters.trainable();
        if (owner == null) {
            arrays = new float[arraysPerParameter][trainable.size()][];
            for (float[][] ofOneKind : arrays) {
                for (int i = 0; i < ofOneKind.length; i++) {
                    ofOneKind[i] = new float[trainable.get(i).value().size()];
                }
            }
            owner = parameters;
        }
        if (owner != parameters) {
            throw new IllegalArgumentException(
                    "This optimizer keeps state for another network's parameters; make one for each network.");
        }
        if (gradients.list().size() != trainable.size()) {
            throw new IllegalArgumentException("There are gradients for "
                    + gradients.list().size() + " parameters, but " + trainable.size() + " are trained.");
        }
        for (int i = 0; i < trainable.size(); i++) {
            if (gradients.list().get(i).size() != trainable.get(i).value().size()) {
                throw new IllegalArgumentException(
                        "The gradient of " + trainable.get(i).name() + " is "
                                + gradients.list().get(i).shapeText() + ", but the parameter is "
                                + trainable.get(i).value().shapeText() + ".");
            }
        }
    }

    /** One kind of array for one parameter, zero at first. */
    float[] get(int kind, int parameter) {
        return arrays[kind][parameter];
    }
}
