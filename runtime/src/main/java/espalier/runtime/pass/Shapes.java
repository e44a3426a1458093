package espalier.runtime.pass;

import espalier.runtime.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks of the tensors that callers hand in. Nothing is allocated unless a check fails. */
final class Shapes {

    private Shapes() {}

    static int size(List<Integer> shape) {
        int size = 1;
        for (int dim : shape) {
            size = Math.multiplyExact(size, dim);
        }
        return size;
    }

    /** A batch's shape: N and then {@code image}. */
    static int[] batch(int images, List<Integer> image) {
        int[] shape = new int[1 + image.size()];
        shape[0] = images;
        for (int i = 0; i < image.size(); i++) {
            shape[i + 1] = image.get(i);
        }
        return shape;
    }

    /** Checks that {@code tensor} is N and then {@code image}, and gives N. */
    static int requireBatch(String network, String what, Tensor tensor, List<Integer> image) {
        if (!isBatch(tensor, image)) {
            throw notABatch(network, what, tensor, List.of(image));
        }
        return tensor.dim(0);
    }

    /** Whether {@code tensor} is N, at least 1, and then {@code image}. */
    static boolean isBatch(Tensor tensor, List<Integer> image) {
        return hasRowsOf(tensor, image) && tensor.dim(0) >= 1;
    }

    /** Tells which shapes {@code tensor} might have had. */
    static IllegalArgumentException notABatch(String network, String what, Tensor tensor, List<List<Integer>> images) {
        return new IllegalArgumentException(network + " expects " + what + " of shape "
                + images.stream().map(image -> "Nx" + join(image)).collect(Collectors.joining(" or "))
                + " with N at least 1, but got "
                + join(IntStream.of(tensor.shape()).boxed().toList()) + ".");
    }

    /** Checks that {@code tensor} is exactly {@code rows} and then {@code row}. */
    static void requireRows(String network, String what, Tensor tensor, int rows, List<Integer> row) {
        if (!hasRowsOf(tensor, row) || tensor.dim(0) != rows) {
            throw new IllegalArgumentException(network + " expects " + what + " of shape " + rows + "x" + join(row)
                    + ", but got " + tensor.shapeText() + ".");
        }
    }

    private static boolean hasRowsOf(Tensor tensor, List<Integer> row) {
        boolean fits = tensor.rank() == row.size() + 1;
        for (int i = 0; fits && i < row.size(); i++) {
            fits = tensor.dim(i + 1) == row.get(i);
        }
        return fits;
    }

    static String join(List<Integer> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
