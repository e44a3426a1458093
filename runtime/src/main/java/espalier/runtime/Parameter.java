package espalier.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A named array of numbers that a network owns: trained, or a buffer such as a running mean.
 *
 * <p>Whoever writes into {@link #value()} tells the network by {@link Parameters#changed()}.
 */
public final class Parameter {

    private final String name;
    private final boolean trainable;
    private final Initializer initializer;
    private final long fanIn;
    private final long fanOut;
    private final Tensor value;
    private final float[] fixedValues;
    /** {@code [out * in]}, row-major; null where every map is connected. */
    private final boolean[] connected;

    private final boolean trainingOnly;

    private Parameter(
            String name,
            boolean trainable,
            Initializer initializer,
            long fanIn,
            long fanOut,
            Tensor value,
            float[] fixedValues,
            boolean[] connected,
            boolean trainingOnly) {
        this.name = Objects.requireNonNull(name, "name");
        this.trainable = trainable;
        this.initializer = Objects.requireNonNull(initializer, "initializer");
        this.fanIn = fanIn;
        this.fanOut = fanOut;
        this.value = value;
        this.fixedValues = fixedValues;
        this.connected = connected;
        this.trainingOnly = trainingOnly;
    }

    /**
     * A parameter that an optimiser changes; zero until {@link Parameters#initialize}.
     *
     * @param name as in a weights file, such as {@code c3.weight}
     * @param fanIn inputs that reach one output value; at least 1 if the initialiser is random
     * @param fanOut outputs that one input value reaches; likewise
     * @param shape such as [out, in/groups, kH, kW]
     */
    public static Parameter trainable(String name, Initializer initializer, long fanIn, long fanOut, int... shape) {
        if (initializer == Initializer.FIXED) {
            throw new IllegalArgumentException(name + ": fixed values are not trained.");
        }
        if (initializer.isRandom() && (fanIn < 1 || fanOut < 1)) {
            throw new IllegalArgumentException(name + ": " + initializer
                    + " needs a fan-in and a fan-out of at least 1, not " + fanIn + " and " + fanOut + ".");
        }
        return new Parameter(name, true, initializer, fanIn, fanOut, Tensor.zeros(shape), null, null, false);
    }

    /**
     * Values that the network keeps but no optimiser changes, such as batch norm's running statistics.
     *
     * @param initializer {@link Initializer#ZEROS} or {@link Initializer#ONES}
     */
    public static Parameter buffer(String name, Initializer initializer, int... shape) {
        if (initializer != Initializer.ZEROS && initializer != Initializer.ONES) {
            throw new IllegalArgumentException(name + ": a buffer starts as ZEROS or ONES, not " + initializer + ".");
        }
        return new Parameter(name, false, initializer, 0, 0, Tensor.zeros(shape), null, null, false);
    }

    /**
     * The parameters of a batch norm: {@code prefix.weight} of ones, {@code prefix.bias} of zeros, and the buffers
     * {@code prefix.running_mean} of zeros and {@code prefix.running_var} of ones.
     *
     * @param channels of the map, or units of the vector
     */
    public static List<Parameter> batchNorm(String prefix, int channels) {
        return List.of(
                trainable(prefix + ".weight", Initializer.ONES, 1, 1, channels),
                trainable(prefix + ".bias", Initializer.ZEROS, 1, 1, channels),
                buffer(prefix + ".running_mean", Initializer.ZEROS, channels),
                buffer(prefix + ".running_var", Initializer.ONES, channels));
    }

    /** A buffer that starts with the given values, such as the prototypes of an RBF layer; the values are copied. */
    public static Parameter fixed(String name, float[] values, int... shape) {
        float[] own = values.clone();
        Tensor value = Tensor.of(own.clone(), shape);
        return new Parameter(name, false, Initializer.FIXED, 0, 0, value, own, null, false);
    }

    /**
     * A weight of which only some kernels exist (LeNet-5's third layer): the others stay zero, are not counted and not
     * initialised. The gradient that belongs to them must stay zero too.
     *
     * @param mapsOfEachFilter the input maps that each filter reads
     * @return a new parameter; this one is left as it is
     * @throws IllegalArgumentException if this is not a weight [out, in, kH, kW] with {@code out} filters, or a map is
     *     outside 0 to in - 1
     */
    public Parameter withConnections(int[][] mapsOfEachFilter) {
        if (value.rank() != 4 || value.dim(0) != mapsOfEachFilter.length) {
            throw new IllegalArgumentException(name + ": a table of " + mapsOfEachFilter.length
                    + " filters does not fit a weight of " + value.shapeText() + ".");
        }
        int maps = value.dim(1);
        boolean[] table = new boolean[value.dim(0) * maps];
        for (int filter = 0; filter < mapsOfEachFilter.length; filter++) {
            for (int map : mapsOfEachFilter[filter]) {
                if (map < 0 || map >= maps) {
                    throw new IllegalArgumentException(name + ": filter " + filter + " is connected to map " + map
                            + ", but there are maps 0 to " + (maps - 1) + ".");
                }
                table[filter * maps + map] = true;
            }
        }
        return new Parameter(
                name, trainable, initializer, fanIn, fanOut, value.copy(), fixedValues, table, trainingOnly);
    }

    /** The same parameter, of a layer that inference lacks. */
    public Parameter inTrainingOnly() {
        return new Parameter(name, trainable, initializer, fanIn, fanOut, value.copy(), fixedValues, connected, true);
    }

    /** As in a weights file, such as {@code c3.weight}. */
    public String name() {
        return name;
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return value.shape();
    }

    /** The values themselves; call {@link Parameters#changed()} after writing into them. */
    public Tensor value() {
        return value;
    }

    /** Whether an optimiser changes it; otherwise it is a buffer. */
    public boolean trainable() {
        return trainable;
    }

    /** Whether it belongs to a layer that inference lacks, such as an auxiliary head. */
    public boolean trainingOnly() {
        return trainingOnly;
    }

    /** The values that count: all, or fewer where a connection table leaves out kernels. */
    public long count() {
        if (connected == null) {
            return value.size();
        }
        long kernels = 0;
        for (boolean connection : connected) {
            kernels += connection ? 1 : 0;
        }
        return kernels * kernelSize();
    }

    /** How the values start. */
    public Initializer initializer() {
        return initializer;
    }

    /** Inputs that reach one output value; 0 for a buffer. */
    public long fanIn() {
        return fanIn;
    }

    /** Outputs that one input value reaches; 0 for a buffer. */
    public long fanOut() {
        return fanOut;
    }

    /** Sets the values that this parameter starts with; its own stream of the seed, whatever other parameters there are. */
    void initialize(long seed) {
        float[] data = value.data();
        if (initializer == Initializer.FIXED) {
            System.arraycopy(fixedValues, 0, data, 0, data.length);
            return;
        }
        initializer.fill(data, new RandomStream(seed, name), fanIn, fanOut);
        if (connected != null) {
            int size = kernelSize();
            for (int kernel = 0; kernel < connected.length; kernel++) {
                if (!connected[kernel]) {
                    Arrays.fill(data, kernel * size, (kernel + 1) * size, 0);
                }
            }
        }
    }

    /** Refuses values of another shape. */
    void checkShape(int[] shape) {
        if (!value.hasShape(shape)) {
            throw new IllegalArgumentException(name + " is " + value.shapeText() + ", but " + Shapes.text(shape)
                    + " was given; are these weights of another network?");
        }
    }

    /** Whether some of its kernels do not exist. */
    boolean isPartlyConnected() {
        return connected != null;
    }

    /** Refuses values other than zero where a kernel does not exist. */
    void checkConnections(float[] values) {
        int size = kernelSize();
        for (int i = 0; i < values.length; i++) {
            if (!connected[i / size] && values[i] != 0) {
                int maps = value.dim(1);
                throw new IllegalArgumentException(name + ": filter " + i / size / maps + " is not connected to map "
                        + i / size % maps + ", but a weight of " + values[i]
                        + " was given; are these weights of a fully connected layer?");
            }
        }
    }

    private int kernelSize() {
        return value.dim(2) * value.dim(3);
    }

    /** The name and the shape. */
    @Override
    public String toString() {
        return name + " " + value.shapeText() + (trainable ? "" : " (buffer)");
    }
}
