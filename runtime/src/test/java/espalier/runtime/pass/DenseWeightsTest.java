package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import espalier.runtime.Initializer;
import espalier.runtime.Parameter;
import espalier.runtime.kernel.DenseKernel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every form of a layer of two inputs and one unit: as it is, packed, with a batch norm folded in, and both. */
class DenseWeightsTest {

    private static final double EPSILON = 0;

    private final Parameter weight = parameter("w", 2, 3);
    private final Parameter bias = parameter("b", 5);

    private static Parameter parameter(String name, float... values) {
        Parameter parameter = name.equals("w")
                ? Parameter.trainable(name, Initializer.ZEROS, 1, 1, 1, values.length)
                : Parameter.trainable(name, Initializer.ZEROS, 1, 1, values.length);
        System.arraycopy(values, 0, parameter.value().data(), 0, values.length);
        return parameter;
    }

    /** Scale 4 / sqrt(4) = 2, shift 7 - 1 * 2 = 5. */
    private static NormFold norm() {
        return new NormFold(
                parameter("gamma", 4), parameter("beta", 7), parameter("mean", 1), parameter("variance", 4), EPSILON);
    }

    private static DenseKernel kernel(boolean packs) {
        return new DenseKernel() {
            @Override
            public int units() {
                return 1;
            }

            @Override
            public int scratch() {
                return 0;
            }

            @Override
            public int packedWeights() {
                return packs ? 4 : 0;
            }

            @Override
            public int packedBias() {
                return packs ? 2 : 0;
            }

            @Override
            public void packWeights(float[] weights, float[] packed) {
                packed[0] = weights[0];
                packed[2] = weights[1];
            }

            @Override
            public void forward(
                    float[] x, float[] w, float[] b, float[] y, int images, int from, int to, float[] s, int at) {}
        };
    }

    private DenseWeights refreshed(boolean packs, Parameter ofBias, NormFold norm) {
        DenseWeights weights = new DenseWeights(kernel(packs), weight, ofBias, norm);
        weights.refresh(new float[weights.buffer()]);
        return weights;
    }

    private static void assertValues(List<Float> expected, float[] values) {
        assertEquals(expected.size(), values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(expected.get(i), values[i]);
        }
    }

    @Test
    void parametersThemselves() {
        DenseWeights weights = refreshed(false, bias, null);
        assertSame(weight.value().data(), weights.weights);
        assertSame(bias.value().data(), weights.bias);
        assertNull(refreshed(false, null, null).bias);
    }

    @Test
    void packed() {
        assertValues(List.of(2f, 0f, 3f, 0f), refreshed(true, bias, null).weights);
        assertValues(List.of(5f, 0f), refreshed(true, bias, null).bias);
        assertValues(List.of(0f, 0f), refreshed(true, null, null).bias);
    }

    @Test
    void withBatchNormFoldedIn() {
        assertValues(List.of(4f, 6f), refreshed(false, bias, norm()).weights);
        assertValues(List.of(15f), refreshed(false, bias, norm()).bias);
    }

    @Test
    void packedWithBatchNormFoldedIn() {
        assertValues(List.of(4f, 0f, 6f, 0f), refreshed(true, bias, norm()).weights);
        assertValues(List.of(15f, 0f), refreshed(true, bias, norm()).bias);
        assertValues(List.of(5f, 0f), refreshed(true, null, norm()).bias);
    }
}
