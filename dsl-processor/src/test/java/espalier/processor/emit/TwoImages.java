package espalier.processor.emit;

import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.plan.Layout;
import java.util.Arrays;
import java.util.List;

/** Two images of one layout next to each other, so that a kernel that runs over the end of one is found out. */
final class TwoImages {

    /** Shapes with fewer channels than lanes, with as many, and with a rest. */
    static final List<Shape> SHAPES = List.of(
            Shape.map(1, 1, 1),
            Shape.map(1, 5, 7),
            Shape.map(3, 1, 9),
            Shape.map(6, 5, 4),
            Shape.map(13, 3, 5),
            Shape.map(16, 4, 4),
            Shape.map(20, 6, 3),
            Shape.map(33, 3, 6));

    private static final List<Padding> BORDERS = List.of(
            Padding.NONE,
            new Padding(1, 2, 1, 0),
            new Padding(0, 1, 0, 0),
            new Padding(2, 0, 1, 3),
            new Padding(1, 0, 2, 0));

    final Layout layout;
    final float[] array;

    private TwoImages(Layout layout, float[] array) {
        this.layout = layout;
        this.array = array;
    }

    /** A pair of borders, for x and y. */
    static List<Padding> borders(int number) {
        int[][] pairs = {{0, 0}, {1, 0}, {0, 2}, {3, 1}, {2, 3}, {4, 4}, {0, 1}};
        int[] pair = pairs[number % pairs.length];
        return List.of(BORDERS.get(pair[0]), BORDERS.get(pair[1]));
    }

    /** Zeros. */
    static TwoImages zeros(Layout layout) {
        return new TwoImages(layout, Maps.empty(layout, 2));
    }

    /** Random values in a border of zeros. */
    static TwoImages random(Layout layout, long seed) {
        TwoImages images = zeros(layout);
        images.fill(seed);
        return images;
    }

    /** Random values in a border of NaN: a gradient, whose border means nothing. */
    static TwoImages gradient(Layout layout, long seed) {
        float[] array = new float[2 * layout.imagePitch()];
        Arrays.fill(array, Float.NaN);
        TwoImages images = new TwoImages(layout, array);
        images.fill(seed);
        return images;
    }

    private void fill(long seed) {
        for (int image = 0; image < 2; image++) {
            double[] values = Maps.random(seed + image, layout.shape().size());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (4 * values[i]);
            }
            write(image, values);
        }
    }

    int at(int image) {
        return image * layout.imagePitch();
    }

    void write(int image, double[] chw) {
        Maps.write(layout, chw, array, at(image));
    }

    double[] read(int image) {
        return Maps.read(layout, array, at(image));
    }

    /** Fails unless an image holds the expected values, C,H,W, in a border of zeros. */
    void assertHolds(int image, double[] expected, double tolerance, String what) {
        Maps.assertClose(expected, read(image), tolerance, what);
        Maps.assertBorderZero(layout, array, at(image));
    }

    /** Fails unless an image holds the expected gradient, whatever its border. */
    void assertGradient(int image, double[] expected, double tolerance, String what) {
        Maps.assertClose(expected, read(image), tolerance, what);
    }
}
