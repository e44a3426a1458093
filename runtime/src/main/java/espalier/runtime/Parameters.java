package espalier.runtime;

import espalier.runtime.internal.NearestNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parameters and buffers of a network, in the order of the layers. The list never changes, the values do.
 *
 * <p>Reading is safe from any number of threads as long as none changes values; {@link #version()} tells those who keep
 * values in another form, such as packed, when to look again.
 */
public final class Parameters {

    /** PyTorch's counter of batches; no network here needs it. */
    private static final String IGNORED_SUFFIX = "num_batches_tracked";

    private final List<Parameter> list;
    private final List<Parameter> trainable;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final AtomicLong version = new AtomicLong();

    private Parameters(List<Parameter> list) {
        this.list = List.copyOf(list);
        List<Parameter> changing = new ArrayList<>();
        for (Parameter parameter : list) {
            if (parameter.trainable()) {
                changing.add(parameter);
            }
            if (byName.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("Two parameters are called " + parameter.name() + ".");
            }
        }
        this.trainable = List.copyOf(changing);
    }

    /**
     * Of the given parameters, in that order.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static Parameters of(List<Parameter> parameters) {
        return new Parameters(parameters);
    }

    /**
     * One parameter or buffer.
     *
     * @throws IllegalArgumentException if there is none of that name; the message offers the nearest names
     */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "There is no parameter called " + name + "." + NearestNames.question(name, byName.keySet()));
        }
        return parameter;
    }

    /** Whether there is a parameter or buffer of that name. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** All parameters and buffers. */
    public List<Parameter> list() {
        return list;
    }

    /** Those that an optimiser changes. */
    public List<Parameter> trainable() {
        return trainable;
    }

    /** Trainable values, those of layers that only training has among them. */
    public long count() {
        return trainable.stream().mapToLong(Parameter::count).sum();
    }

    /** Values of buffers. */
    public long bufferCount() {
        return list.stream()
                .filter(parameter -> !parameter.trainable())
                .mapToLong(Parameter::count)
                .sum();
    }

    /**
     * Sets every parameter and buffer to what it starts with. Each has a stream of random numbers of its own, made from
     * the seed and its name ({@link RandomStream}), so that the same seed and name give the same bits on every JVM,
     * whatever other layers there are.
     */
    public void initialize(long seed) {
        list.forEach(parameter -> parameter.initialize(seed));
        changed();
    }

    /**
     * The same, by several threads.
     *
     * @param meanwhile is run once, by one of the threads while others initialise
     */
    public void initialize(long seed, Workers workers, Runnable meanwhile) {
        workers.run(list.size() + 1, task -> {
            if (task == 0) {
                meanwhile.run();
            } else {
                list.get(task - 1).initialize(seed);
            }
        });
        changed();
    }

    /**
     * Takes the values of another network, or of a file that has been read. Everything is checked before anything is changed.
     *
     * @param values one tensor for each parameter and buffer, by name; names that end in {@code num_batches_tracked} are
     *     ignored. Those of layers that only training has may be missing, all of them: then they stay as they are
     * @throws IllegalArgumentException if one is missing, unknown, or of another shape
     */
    public void load(Map<String, Tensor> values) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        values.forEach((name, value) -> shapes.put(name, value.shape()));
        try {
            load(shapes, (name, into) -> System.arraycopy(values.get(name).data(), 0, into, 0, into.length));
        } catch (IOException e) {
            throw new UncheckedIOException("Copying an array does not fail.", e);
        }
    }

    /** Reads the values of a tensor, all of them, into an array of its size. */
    @FunctionalInterface
    public interface Source {
        /** Called once for each parameter, twice for one of which some kernels do not exist. */
        void read(String name, float[] into) throws IOException;
    }

    /**
     * Takes values as they are read, without another copy. Names, shapes and connections are checked before anything is
     * changed; if reading fails later, values read by then stay.
     *
     * @param shapes of the tensors that can be read, by name; see {@link #load(Map)}
     * @throws IllegalArgumentException if one is missing, unknown, or of another shape
     * @throws IOException if reading fails
     */
    public void load(Map<String, int[]> shapes, Source source) throws IOException {
        List<Parameter> wanted = new ArrayList<>(list);
        if (!hasHeads(shapes.keySet())) {
            wanted.removeIf(Parameter::trainingOnly);
        }
        for (String name : shapes.keySet()) {
            if (!contains(name) && !name.endsWith(IGNORED_SUFFIX)) {
                throw new IllegalArgumentException("The network has no parameter called " + name + "."
                        + NearestNames.question(name, byName.keySet()));
            }
        }
        for (Parameter parameter : wanted) {
            int[] shape = shapes.get(parameter.name());
            if (shape == null) {
                throw new IllegalArgumentException("There are no values for " + parameter.name() + ", which is "
                        + parameter.value().shapeText() + ".");
            }
            parameter.checkShape(shape);
        }
        for (Parameter parameter : wanted) {
            if (parameter.isPartlyConnected()) {
                float[] values = new float[parameter.value().size()];
                source.read(parameter.name(), values);
                parameter.checkConnections(values);
            }
        }
        try {
            for (Parameter parameter : wanted) {
                source.read(parameter.name(), parameter.value().data());
            }
        } finally {
            changed();
        }
    }

    private boolean hasHeads(Set<String> names) {
        for (Parameter parameter : list) {
            if (parameter.trainingOnly() && names.contains(parameter.name())) {
                return true;
            }
        }
        return false;
    }

    /** A copy of every parameter's and buffer's values, which {@link #load} takes back. */
    public Map<String, Tensor> copyOfValues() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        list.forEach(parameter -> values.put(parameter.name(), parameter.value().copy()));
        return values;
    }

    /** A number that grows with every change of values. */
    public long version() {
        return version.get();
    }

    /** To be called after writing into a parameter's values. */
    public void changed() {
        version.incrementAndGet();
    }
}
