package espalier.runtime;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of float32 values in several dimensions, row-major: the last dimension is contiguous. Images are N,C,H,W,
 * vectors N,units, weights [out, in, kH, kW] or [out, in].
 *
 * <p>The shape never changes; the values may, by anyone who holds the tensor. Safe to read from several threads as long
 * as none writes.
 */
public final class Tensor {

    private static final int SHOWN_VALUES = 8;

    private final int[] shape;
    private final float[] data;

    private Tensor(int[] shape, float[] data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * All zeros.
     *
     * @throws IllegalArgumentException if a dimension is negative or the size exceeds that of a Java array
     */
    public static Tensor zeros(int... shape) {
        int[] own = shape.clone();
        return new Tensor(own, new float[Shapes.size(own)]);
    }

    /**
     * Over the given values, which are not copied: a change to either is seen in both.
     *
     * @throws IllegalArgumentException if the shape does not hold exactly that many values
     */
    public static Tensor of(float[] data, int... shape) {
        int[] own = shape.clone();
        int size = Shapes.size(own);
        if (size != data.length) {
            throw new IllegalArgumentException("A tensor of " + Shapes.text(own) + " holds " + size + " values, but "
                    + data.length + " were given.");
        }
        return new Tensor(own, data);
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * One dimension, counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such dimension
     */
    public int dim(int axis) {
        return shape[Objects.checkIndex(axis, shape.length)];
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** The number of values. */
    public int size() {
        return data.length;
    }

    /** Whether the dimensions are exactly these. */
    public boolean hasShape(int... expected) {
        return Arrays.equals(shape, expected);
    }

    /** Whether both have the same dimensions. */
    public boolean sameShape(Tensor other) {
        return Arrays.equals(shape, other.shape);
    }

    /** The dimensions as messages write them, such as {@code 1x28x28}. */
    public String shapeText() {
        return Shapes.text(shape);
    }

    /** The values themselves, not a copy, row-major. */
    public float[] data() {
        return data;
    }

    /**
     * One value.
     *
     * @throws IndexOutOfBoundsException if an index is outside its dimension, or there are too few or too many
     */
    public float get(int... index) {
        return data[offset(index)];
    }

    /**
     * Changes one value.
     *
     * @throws IndexOutOfBoundsException if an index is outside its dimension, or there are too few or too many
     */
    public void set(float value, int... index) {
        data[offset(index)] = value;
    }

    private int offset(int[] index) {
        if (index.length != shape.length) {
            throw new IndexOutOfBoundsException(index.length + " indices were given for a tensor of " + shapeText()
                    + ", which takes " + rank() + ".");
        }
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new IndexOutOfBoundsException("Index " + index[axis] + " is outside dimension " + axis
                        + " of a tensor of " + shapeText() + ".");
            }
            offset = offset * shape[axis] + index[axis];
        }
        return offset;
    }

    /** An independent tensor of the same shape and values. */
    public Tensor copy() {
        return new Tensor(shape, data.clone());
    }

    /**
     * The same values, shared, under another shape.
     *
     * @throws IllegalArgumentException if that shape does not hold as many values
     */
    public Tensor reshaped(int... newShape) {
        return of(data, newShape);
    }

    /** Sets every value. */
    public Tensor fill(float value) {
        Arrays.fill(data, value);
        return this;
    }

    /**
     * Takes the values of another tensor.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public void copyFrom(Tensor source) {
        if (!sameShape(source)) {
            throw new IllegalArgumentException(
                    "A tensor of " + shapeText() + " cannot take the values of one of " + source.shapeText() + ".");
        }
        System.arraycopy(source.data, 0, data, 0, data.length);
    }

    /**
     * Whether shapes and values are the same, bit by bit, except that all NaNs count as one value and 0 is not -0. A
     * method of its own rather than {@code equals}, since the values may change.
     */
    public boolean sameValues(Tensor other) {
        return sameShape(other) && Arrays.equals(data, other.data);
    }

    /** The shape and the first values. */
    @Override
    public String toString() {
        String values = IntStream.range(0, Math.min(data.length, SHOWN_VALUES))
                .mapToObj(i -> Float.toString(data[i]))
                .collect(Collectors.joining(", "));
        return "Tensor " + shapeText() + " [" + values + (data.length > SHOWN_VALUES ? ", …]" : "]");
    }
}
