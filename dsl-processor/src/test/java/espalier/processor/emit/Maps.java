package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.op.Shape;
import espalier.processor.plan.Layout;
import java.util.Arrays;
import java.util.Random;

/** Values of a test, between plain C,H,W arrays of doubles and a kernel's layout. */
final class Maps {

    private Maps() {}

    /** Values in [-1, 1) that a float holds exactly. */
    static double[] random(long seed, long count) {
        Random random = new Random(seed);
        double[] values = new double[(int) count];
        for (int at = 0; at < values.length; at++) {
            values[at] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int at = 0; at < values.length; at++) {
            result[at] = (float) values[at];
        }
        return result;
    }

    static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            result[at] = values[at];
        }
        return result;
    }

    /** Images of the layout with zeros in the border and NaN in the slack, which no kernel may depend on. */
    static float[] empty(Layout layout, int images) {
        float[] array = new float[images * layout.imagePitch()];
        Arrays.fill(array, Float.NaN);
        Shape shape = layout.shape();
        int rowLength = (layout.border().horizontal() + shape.width()) * shape.channels();
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < layout.border().vertical() + shape.height(); row++) {
                int at = image * layout.imagePitch() + row * layout.rowPitch();
                Arrays.fill(array, at, at + rowLength, 0);
            }
        }
        return array;
    }

    /** Writes C,H,W values to the image at {@code imageAt}. */
    static void write(Layout layout, double[] chw, float[] array, int imageAt) {
        Shape shape = layout.shape();
        for (int at = 0; at < chw.length; at++) {
            array[imageAt + position(layout, shape, at)] = (float) chw[at];
        }
    }

    /** Reads the image at {@code imageAt} as C,H,W values. */
    static double[] read(Layout layout, float[] array, int imageAt) {
        Shape shape = layout.shape();
        double[] chw = new double[(int) shape.size()];
        for (int at = 0; at < chw.length; at++) {
            chw[at] = array[imageAt + position(layout, shape, at)];
        }
        return chw;
    }

    private static int position(Layout layout, Shape shape, int at) {
        int column = at % shape.width();
        int row = at / shape.width() % shape.height();
        int channel = at / shape.width() / shape.height();
        return layout.origin() + row * layout.rowPitch() + column * shape.channels() + channel;
    }

    /** Fails where a value differs by more than {@code tolerance} of the largest expected magnitude. */
    static void assertClose(double[] expected, double[] actual, double tolerance, String what) {
        double largest = 1e-30;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int at = 0; at < expected.length; at++) {
            double error = Math.abs(expected[at] - actual[at]);
            int place = at;
            assertTrue(
                    error <= tolerance * largest,
                    () -> what + "[" + place + "]: expected " + expected[place] + ", was " + actual[place]);
        }
    }

    /** Fails unless the border of the image at {@code imageAt} holds zeros. */
    static void assertBorderZero(Layout layout, float[] array, int imageAt) {
        Shape shape = layout.shape();
        int rows = layout.border().vertical() + shape.height();
        int columns = layout.border().horizontal() + shape.width();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row - layout.border().top();
                int j = column - layout.border().left();
                boolean inside = i >= 0 && i < shape.height() && j >= 0 && j < shape.width();
                for (int c = 0; c < shape.channels() && !inside; c++) {
                    float value = array[imageAt + row * layout.rowPitch() + column * shape.channels() + c];
                    int channel = c;
                    assertTrue(
                            value == 0,
                            () -> "border at row " + i + ", column " + j + ", channel " + channel + " is " + value);
                }
            }
        }
    }
}
