package espalier.runtime;

import java.util.List;

/** Sizes of arrays of several dimensions, row-major. */
public final class Shapes {

    private Shapes() {}

    /**
     * The number of values; 1 for no dimensions.
     *
     * @throws IllegalArgumentException if a dimension is negative or the product exceeds what a Java array holds
     */
    public static int size(int... shape) {
        long size = 1;
        for (int dim : shape) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        "A dimension must not be negative, but the shape is " + text(shape) + ".");
            }
            if (dim == 0) {
                size = 0;
            } else if (size > Integer.MAX_VALUE / dim) {
                throw new IllegalArgumentException("A tensor of " + text(shape) + " exceeds the " + Integer.MAX_VALUE
                        + " values of a Java array.");
            } else {
                size *= dim;
            }
        }
        return (int) size;
    }

    /** As messages write it, such as {@code 16x5x5}; {@code scalar} for no dimensions. */
    public static String text(int... shape) {
        if (shape.length == 0) {
            return "scalar";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : "x").append(shape[i]);
        }
        return text.toString();
    }

    /** As {@link #text(int...)}. */
    public static String text(List<Integer> shape) {
        return text(array(shape));
    }

    /** The same dimensions. */
    public static int[] array(List<Integer> shape) {
        int[] dims = new int[shape.size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape.get(i);
        }
        return dims;
    }
}
