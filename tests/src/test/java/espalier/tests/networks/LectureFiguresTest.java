package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Network;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.samples.networks.AlexNetNetwork;
import espalier.samples.networks.GoogLeNetNetwork;
import espalier.samples.networks.LeNet5ClassicNetwork;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What lectures on convolutional networks work out on the board. */
class LectureFiguresTest {

    private static final double CLOSE = 1e-4;

    @Test
    void fourFiltersOf5x5() {
        Summary summary = LectureNetworks_FourFiltersNetwork.describe();
        assertEquals(List.of(4, 28, 28), summary.layers().get(0).output());
        assertEquals(5 * 5 * 3 * 4, summary.parameters());
        assertEquals(300, summary.parameters());
    }

    @Test
    void firstLayerOfAlexNetInTwoTowers() {
        assertEquals(17_424, LectureNetworks_OneTowerNetwork.PARAMETERS);
        assertEquals(34_848, LectureNetworks_BothTowersNetwork.PARAMETERS);
    }

    @Test
    void a1x1BeforeA5x5SavesThreeQuarters() {
        assertEquals(28 * 28 * 64 * 5 * 5 * 128, LectureNetworks_FiveByFiveNetwork.MACS);
        assertEquals(160_563_200, LectureNetworks_FiveByFiveNetwork.MACS);
        List<Summary.Layer> layers =
                LectureNetworks_FiveByFiveBehindOneByOneNetwork.describe().layers();
        assertEquals(3_211_264, layers.get(0).macs());
        assertEquals(40_140_800, layers.get(1).macs());
    }

    @Test
    void threeSmallKernelsSeeWhatALargeOneDoes() {
        long c = 8;
        assertEquals(27 * c * c, LectureNetworks_ThreeSmallKernelsNetwork.PARAMETERS);
        assertEquals(49 * c * c, LectureNetworks_OneLargeKernelNetwork.PARAMETERS);
        List<Summary.Layer> small =
                LectureNetworks_ThreeSmallKernelsNetwork.describe().layers();
        assertEquals(List.of(5, 5), small.get(1).receptiveField());
        assertEquals(List.of(7, 7), small.get(2).receptiveField());
        assertEquals(
                List.of(7, 7),
                LectureNetworks_OneLargeKernelNetwork.describe().layers().get(0).receptiveField());
    }

    @Test
    void thirdLayerOfLeNet5ByTheRowsOfItsTable() {
        assertEquals(456, LectureNetworks_RowsOfThreeNetwork.PARAMETERS);
        assertEquals(909, LectureNetworks_RowsOfFourNetwork.PARAMETERS);
        assertEquals(151, LectureNetworks_RowOfSixNetwork.PARAMETERS);
        assertEquals(456 + 909 + 151, parameters(LeNet5ClassicNetwork.describe(), "c3"));
        assertEquals(1_516, parameters(LeNet5ClassicNetwork.describe(), "c3"));
    }

    /** Those to biases count, and of a subsampling those to the four values that it adds and to its bias. */
    @Test
    void connectionsOfLeNet5() {
        Summary summary = LeNet5ClassicNetwork.describe();
        List<Long> connections = summary.layers().stream()
                .filter(layer -> layer.parameters() > 0)
                .map(LectureFiguresTest::connections)
                .toList();
        assertEquals(List.of(122_304L, 5_880L, 151_600L, 2_000L, 48_120L, 10_164L), connections);
        assertEquals(340_068, connections.stream().mapToLong(Long::longValue).sum());
    }

    private static long connections(Summary.Layer layer) {
        long values = layer.output().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
        boolean isSubsampling = layer.kind().startsWith("Subsample");
        return isSubsampling ? (4 + 1) * values : layer.macs() + values;
    }

    private static long parameters(Summary summary, String layer) {
        return summary.layers().stream()
                .filter(row -> row.name().equals(layer))
                .mapToLong(Summary.Layer::parameters)
                .sum();
    }

    @Test
    void shapesOfAlexNet() {
        assertEquals(
                "conv1 96x55x55, pool1 96x27x27, conv2 256x27x27, pool2 256x13x13, conv3 384x13x13, conv4 384x13x13,"
                        + " conv5 256x13x13, pool5 256x6x6, fc6 4096, fc7 4096, fc8 1000",
                AlexNetNetwork.describe().layers().stream()
                        .filter(layer -> !layer.name().startsWith("norm"))
                        .map(layer -> layer.name() + " " + shape(layer))
                        .collect(Collectors.joining(", ")));
        assertEquals((9_216 + 1) * 4096, parameters(AlexNetNetwork.describe(), "fc6"));
    }

    private static String shape(Summary.Layer layer) {
        return layer.output().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    @Test
    void headsOfGoogLeNetAddThreeTenthsOfTheirLossAndAreGoneAtInference() {
        Network network = GoogLeNetNetwork.create();
        assertEquals(Map.of("head1", 0.3, "head2", 0.3), network.auxiliaryOutputs());
        assertEquals(List.of("classifier"), network.outputs());
        assertTrue(network.graph().inference().nodes().stream()
                .noneMatch(node -> node.layer().startsWith("head")));
    }

    @Test
    void globalAveragePoolingHasNoParameters() {
        assertEquals(0, LectureNetworks_MeansNetwork.PARAMETERS);
        assertEquals(7L * 7 * 1024 * 1024, LectureNetworks_DenseInItsPlaceNetwork.PARAMETERS);
        assertEquals(51_380_224, LectureNetworks_DenseInItsPlaceNetwork.PARAMETERS);
    }

    /**
     * The input's gradient is the output's with zeros between its values, correlated with the kernel turned by 180 degrees;
     * the weight's is the input correlated with the output's gradient, dilated by the stride.
     */
    @Test
    void backwardPassOfAConvolution() {
        Network network = LectureNetworks_StridedNetwork.create();
        Tensor x = random(1, 2, 7, 7);
        TrainingPass pass = network.training(TrainingOptions.batch(1).withInputGradient());
        pass.forward(x);
        Tensor dy = random(2, 3, 3, 3);
        pass.outputGradient().copyFrom(Tensor.of(dy.data().clone(), 1, 3, 3, 3));
        pass.backward();

        Tensor spread = Tensor.zeros(1, 3, 5, 5); // stride 2: one zero between neighbours
        for (int filter = 0; filter < 3; filter++) {
            for (int i = 0; i < 9; i++) {
                spread.data()[(filter * 5 + i / 3 * 2) * 5 + i % 3 * 2] = dy.data()[filter * 9 + i];
            }
        }
        float[] w = network.parameters().get("c.weight").value().data();
        float[] dx = new float[2 * 7 * 7];
        float[] dw = new float[w.length];
        for (int filter = 0; filter < 3; filter++) {
            for (int map = 0; map < 2; map++) {
                float[] kernel = new float[9];
                for (int tap = 0; tap < 9; tap++) {
                    kernel[tap] = w[(filter * 2 + map) * 9 + 8 - tap]; // turned
                }
                float[] padded = padded(spread.data(), filter, 5, 2);
                add(correlated(padded, 9, kernel, 3), dx, map * 49);
                float[] plane = new float[49];
                System.arraycopy(x.data(), map * 49, plane, 0, 49);
                add(correlated(plane, 7, padded(spread.data(), filter, 5, 0), 5), dw, (filter * 2 + map) * 9);
            }
        }
        assertArrayEquals(dx, pass.inputGradient().data(), (float) CLOSE);
        assertArrayEquals(dw, pass.gradients().get("c.weight").data(), (float) CLOSE);
    }

    /** A plane of square maps with a border of zeros. */
    private static float[] padded(float[] maps, int map, int size, int border) {
        int outer = size + 2 * border;
        float[] result = new float[outer * outer];
        for (int i = 0; i < size * size; i++) {
            result[(i / size + border) * outer + i % size + border] = maps[map * size * size + i];
        }
        return result;
    }

    private static float[] correlated(float[] plane, int size, float[] kernel, int taps) {
        int out = size - taps + 1;
        float[] result = new float[out * out];
        for (int i = 0; i < result.length; i++) {
            for (int tap = 0; tap < kernel.length; tap++) {
                result[i] += plane[(i / out + tap / taps) * size + i % out + tap % taps] * kernel[tap];
            }
        }
        return result;
    }

    private static void add(float[] values, float[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] += values[i];
        }
    }

    /** Windows of 3x3 at stride 2 overlap by a row and a column; the gradient goes to the largest value alone. */
    @Test
    void backwardPassOfAnOverlappingPool() {
        Network network = LectureNetworks_OverlappingNetwork.create();
        assertEquals(List.of(2, 3, 3), network.summary().layers().get(0).output());
        Tensor x = random(3, 2, 7, 7);
        x.data()[2 * 7 + 2] = 9; // where four windows of the first map meet
        TrainingPass pass = network.training(TrainingOptions.batch(1).withInputGradient());
        pass.forward(x);
        pass.outputGradient().fill(1);
        pass.backward();
        assertEquals(4, pass.inputGradient().data()[2 * 7 + 2]);
        double sum = 0;
        int reached = 0;
        for (float value : pass.inputGradient().data()) {
            sum += value;
            reached += value == 0 ? 0 : 1;
        }
        assertEquals(2 * 9, sum);
        assertTrue(reached <= 2 * 9 - 3, reached + " values");
    }

    private static Tensor random(long seed, int channels, int height, int width) {
        Tensor tensor = Tensor.zeros(1, channels, height, width);
        Random random = new Random(seed);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
