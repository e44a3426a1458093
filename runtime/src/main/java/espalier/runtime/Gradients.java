package espalier.runtime;

import espalier.runtime.internal.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gradient for each trainable parameter, of its shape and under its name. Not safe for use by several threads at once.
 */
public final class Gradients {

    private final List<String> names;
    private final List<Tensor> list;
    private final Map<String, Tensor> byName = new LinkedHashMap<>();

    private Gradients(Parameters parameters) {
        List<String> ownNames = new ArrayList<>();
        List<Tensor> ownList = new ArrayList<>();
        for (Parameter parameter : parameters.trainable()) {
            Tensor gradient = Tensor.zeros(parameter.shape());
            ownNames.add(parameter.name());
            ownList.add(gradient);
            byName.put(parameter.name(), gradient);
        }
        names = List.copyOf(ownNames);
        list = List.copyOf(ownList);
    }

    /** Zero gradients for the trainable parameters. */
    public static Gradients of(Parameters parameters) {
        return new Gradients(parameters);
    }

    /**
     * The gradient of one parameter.
     *
     * @throws IllegalArgumentException if no trainable parameter has that name; the message offers the nearest names
     */
    public Tensor get(String name) {
        Tensor gradient = byName.get(name);
        if (gradient == null) {
            throw new IllegalArgumentException(
                    "There is no gradient called " + name + "." + NearestNames.question(name, names));
        }
        return gradient;
    }

    /** The gradients in the order of {@link Parameters#trainable()}. */
    public List<Tensor> list() {
        return list;
    }

    /** The names, in the order of {@link #list()}. */
    public List<String> names() {
        return names;
    }

    /** Sets every value to zero. */
    public void clear() {
        for (int i = 0; i < list.size(); i++) {
            list.get(i).fill(0);
        }
    }

    /** The Euclidean norm of all values together. */
    public double norm() {
        double squares = 0;
        for (int i = 0; i < list.size(); i++) {
            for (float value : list.get(i).data()) {
                squares += (double) value * value;
            }
        }
        return Math.sqrt(squares);
    }

    /**
     * Scales all gradients together so that their {@link #norm()} is at most {@code maxNorm} (Pascanu et al. 2013,
     * algorithm 1).
     *
     * @return the norm before
     * @throws IllegalArgumentException unless the limit is above 0
     */
    public double clipNorm(double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("The largest norm must be above 0, not " + maxNorm + ".");
        }
        double norm = norm();
        if (norm > maxNorm) {
            float factor = (float) (maxNorm / norm);
            for (int i = 0; i < list.size(); i++) {
                float[] values = list.get(i).data();
                for (int j = 0; j < values.length; j++) {
                    values[j] *= factor;
                }
            }
        }
        return norm;
    }

    /** The first parameter whose gradient holds a value that is infinite or not a number. */
    public Optional<String> firstNotFinite() {
        for (int i = 0; i < list.size(); i++) {
            for (float value : list.get(i).data()) {
                if (!Float.isFinite(value)) {
                    return Optional.of(names.get(i));
                }
            }
        }
        return Optional.empty();
    }
}
