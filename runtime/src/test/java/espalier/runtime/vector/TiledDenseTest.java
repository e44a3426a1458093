package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.kernel.Rectifier;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the plain sum on awkward sizes, and the same bits however images and units are divided. */
class TiledDenseTest {

    private static final int GAP = 5;
    private static final float UNTOUCHED = 77;

    private record Layer(int inputs, int units, Rectifier rectifier) {

        int xPitch() {
            return inputs + GAP;
        }

        int yPitch() {
            return units + GAP;
        }

        /** With an activation that shows where it was applied more than once, or not. */
        TiledDense kernel() {
            return new TiledDense(inputs, units, xPitch(), yPitch(), rectifier) {
                @Override
                protected void activate(float[] y, int at, int count) {
                    assertTrue(count > 0);
                    for (int i = at; i < at + count; i++) {
                        y[i] = 2 * y[i];
                    }
                }
            };
        }

        float[] random(int size, long seed) {
            Random random = new Random(seed);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            return values;
        }

        /** Images with NaN in the gaps between them, which no result may depend on. */
        float[] images(int count) {
            float[] x = random(count * xPitch(), 1);
            for (int image = 0; image < count; image++) {
                Arrays.fill(x, image * xPitch() + inputs, (image + 1) * xPitch(), Float.NaN);
            }
            return x;
        }

        float[] weights() {
            return random(inputs * units, 2);
        }

        float[] bias() {
            return random(units, 3);
        }

        float[] outputs(int count) {
            float[] y = new float[count * yPitch()];
            Arrays.fill(y, UNTOUCHED);
            return y;
        }

        void run(float[] x, float[] y, int images, int... ends) {
            TiledDense kernel = kernel();
            float[] packed = new float[kernel.packedWeights()];
            kernel.packWeights(weights(), packed);
            float[] bias = Arrays.copyOf(bias(), kernel.packedBias());
            int at = 3;
            float[] scratch = new float[at + kernel.scratch()];
            int from = 0;
            for (int end : ends) {
                Arrays.fill(scratch, Float.NaN);
                kernel.forward(x, packed, bias, y, images, from, end, scratch, at);
                from = end;
            }
        }

        double plain(float[] x, int image, int unit) {
            double sum = bias()[unit];
            float[] w = weights();
            for (int input = 0; input < inputs; input++) {
                sum += (double) w[unit * inputs + input] * x[image * xPitch() + input];
            }
            return 2 * Math.min(Math.max(sum, rectifier.lowest()), rectifier.highest());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 16", "16, 17", "30, 31", "34, 32", "84, 33", "120, 84", "400, 120", "18, 200"})
    void agreesWithThePlainSum(int inputs, int units) {
        for (Rectifier rectifier : Rectifier.values()) {
            Layer layer = new Layer(inputs, units, rectifier);
            for (int images : new int[] {1, 2, 3, 24, 25, 32, 49}) {
                float[] x = layer.images(images);
                float[] y = layer.outputs(images);
                layer.run(x, y, images, units);
                for (int image = 0; image < images; image += Math.max(1, images / 3)) {
                    for (int unit = 0; unit < units; unit++) {
                        assertEquals(
                                layer.plain(x, image, unit),
                                y[image * layer.yPitch() + unit],
                                2e-5,
                                layer + ", image " + image + " of " + images + ", unit " + unit);
                    }
                    for (int gap = 0; gap < GAP; gap++) {
                        assertEquals(UNTOUCHED, y[image * layer.yPitch() + units + gap]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 31", "120, 84", "18, 200"})
    void hasTheSameBitsHoweverItIsDivided(int inputs, int units) {
        Layer layer = new Layer(inputs, units, Rectifier.RELU);
        int images = 29;
        float[] x = layer.images(images);
        float[] whole = layer.outputs(images);
        layer.run(x, whole, images, units);
        float[] inUnits = layer.outputs(images);
        layer.run(x, inUnits, images, 1, 2, units / 3, units / 2, units - 1, units);
        assertArrayEquals(whole, inUnits);
        float[] oneByOne = layer.outputs(images);
        for (int image = 0; image < images; image++) {
            float[] y = layer.outputs(1);
            layer.run(Arrays.copyOfRange(x, image * layer.xPitch(), (image + 1) * layer.xPitch()), y, 1, units);
            System.arraycopy(y, 0, oneByOne, image * layer.yPitch(), layer.yPitch());
        }
        assertArrayEquals(whole, oneByOne);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void saysWhatTilesTake(int units) {
        int inputs = units == 16 ? 31 : 32;
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Layer(inputs, units, Rectifier.NONE).kernel());
        assertEquals(
                "Tiles take an even number of inputs and at least 16 units, not " + inputs + " and " + units + ".",
                refused.getMessage());
    }
}
