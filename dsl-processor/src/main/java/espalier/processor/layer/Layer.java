package espalier.processor.layer;

import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** A layer as one annotation states it, its attributes read and checked by themselves; its input is not yet known. */
public interface Layer {

    /** The annotation. */
    AnnotationSpec source();

    /** What a summary calls it, such as {@code Conv 5x5}. */
    String kind();

    /** What is put after its method's name where that alone would not be unique, such as {@code Tanh} in c3Tanh. */
    String suffix();

    /** Whose names its parameters have. */
    default Ownership ownership() {
        return Ownership.NONE;
    }

    /**
     * Derives the operations, now that the input is known.
     *
     * @return empty if the layer does not fit, which has then been reported
     */
    Optional<Lowering> lower(Site site);

    /**
     * Whether a layer before this one leads to a rectifier, with nothing between that has weights: then its weights are
     * initialised for that.
     *
     * @param onwards whether this layer itself leads to one
     */
    default boolean leadsToRectifier(boolean onwards) {
        return onwards && ownership() != Ownership.WEIGHTS && ownership() != Ownership.INNER;
    }

    /** Whose names a layer's parameters have. */
    enum Ownership {
        /** There are none, or none that a name could be taken from. */
        NONE,
        /** {@code <method>.weight}; at most one such layer on a method. */
        WEIGHTS,
        /** {@code <method>.<name>.weight}, for the layers inside a composite. */
        INNER,
        /** {@code <method>.bn.weight} beside a layer that owns the weights, otherwise {@code <method>.weight}. */
        NORM
    }
}
