package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.WeightPacking;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With kernels that sum up rows of a map of one channel. */
class DepthFirstStepTest {

    private static final int WIDTH = 5;
    private static final int IMAGES = 3;

    /** Rows of values inside of zeros: above, below, and on the left and right of each row. */
    private record Map(int height, int top, int bottom, int pitch) {

        int size() {
            return (top + height + bottom) * pitch + 16;
        }

        int row(int row) {
            return (top + row) * pitch + 1;
        }
    }

    /** {@code y[i] = 1 + sum over u of (u + 1) x[i * stride + u - padding]}, over rows. */
    private record RowSums(Map x, Map y, int window, int stride, int padding) implements ConvolutionKernel {

        @Override
        public WeightPacking packing() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int packedWeights() {
            return 0;
        }

        @Override
        public int packedBias() {
            return 0;
        }

        @Override
        public int rows() {
            return y.height;
        }

        @Override
        public int scratch(int images) {
            return 7;
        }

        @Override
        public void forward(
                float[] from, int xAt, float[] w, float[] b, float[] to, int yAt, int fromRow, int toRow, float[] s) {
            Arrays.fill(s, 0, 7, Float.NaN);
            for (int i = fromRow; i < toRow; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    float sum = 1;
                    for (int u = 0; u < window; u++) {
                        int row = xAt + x.row(i * stride + u - padding);
                        // The zeros on both sides as well, which must be there.
                        sum += (u + 1) * (from[row + j] + from[row - 1] + from[row + WIDTH]);
                    }
                    to[yAt + y.row(i) + j] = sum;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "11, 3, 1, 1, 1, 1, 7", // windows overlap
        "13, 3, 2, 1, 1, 1, 8", // and go two rows on
        "12, 5, 1, 2, 3, 3, 9",
        "12, 1, 2, 0, 0, 0, 7", // rows that nothing reads
        "9, 7, 1, 3, 5, 4, 7", // windows over most of the map
        "300, 3, 1, 1, 1, 1, 900" // many strips
    })
    void givesWhatStagesGiveOneAfterTheOther(
            int height, int window, int stride, int padding, int top, int bottom, int pitch) {
        int halved = (height + 2 * padding - window) / stride + 1;
        Map x = new Map(height, 0, 0, 7);
        Map expanded = new Map(height, top, bottom, pitch);
        Map filtered = new Map(halved, 0, 0, 8);
        Map y = new Map(halved, 1, 1, 9);
        RowSums expansion = new RowSums(x, expanded, 1, 1, 0);
        RowSums depthwise = new RowSums(expanded, filtered, window, stride, padding);
        RowSums projection = new RowSums(filtered, y, 1, 1, 0);
        float[] images = new float[IMAGES * x.size()];
        Random random = new Random(5);
        for (int i = 0; i < images.length; i++) {
            int column = i % x.size() % x.pitch;
            images[i] = column == 0 || column > WIDTH ? 0 : random.nextInt(9) - 4;
        }
        float[] expected = new float[IMAGES * y.size()];
        for (int image = 0; image < IMAGES; image++) {
            float[] wide = new float[expanded.size()];
            float[] narrow = new float[filtered.size()];
            float[] scratch = new float[7];
            expansion.forward(images, image * x.size(), null, null, wide, 0, 0, height, scratch);
            depthwise.forward(wide, 0, null, null, narrow, 0, 0, halved, scratch);
            projection.forward(narrow, 0, null, null, expected, image * y.size(), 0, halved, scratch);
        }
        for (int threads : new int[] {1, 2, 5}) {
            try (Workers workers = Workers.of(threads)) {
                for (int batch = 1; batch <= IMAGES; batch++) {
                    Scratch scratch = new Scratch(workers);
                    Activation to = new Activation(new float[IMAGES * y.size()], y.size(), false);
                    DepthFirstStep step = new DepthFirstStep(
                            workers,
                            scratch,
                            new Activation(images, x.size(), false),
                            List.of(stage(expansion), stage(depthwise), stage(projection)),
                            List.of(rows(expanded), rows(filtered)),
                            List.of(
                                    new DepthFirstStep.Window(top - padding, window, stride),
                                    new DepthFirstStep.Window(0, 1, 1)),
                            to,
                            halved,
                            1_000_000);
                    Arrays.fill(scratch.ofThread(), 9);
                    step.forward(batch);
                    step.forward(batch);
                    assertArrayEquals(
                            Arrays.copyOf(expected, batch * y.size()),
                            Arrays.copyOf(to.values, batch * y.size()),
                            batch + " images on " + threads + " threads");
                }
            }
        }
    }

    @Test
    void aKernelThatIsNotDivisibleByRowsIsRefused() {
        Map map = new Map(10, 0, 0, 7);
        RowSums sums = new RowSums(map, map, 1, 1, 0);
        Activation values = new Activation(new float[map.size()], map.size(), false);
        try (Workers workers = Workers.of(1)) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class,
                    () -> new DepthFirstStep(
                            workers,
                            new Scratch(workers),
                            values,
                            List.of(stage(sums), stage(sums)),
                            List.of(rows(map)),
                            List.of(new DepthFirstStep.Window(0, 1, 1)),
                            values,
                            12,
                            1));
            assertEquals(
                    "A kernel that is run depth-first must be divisible by its 12 output rows, not into 10 parts.",
                    refusal.getMessage());
        }
    }

    private static DepthFirstStep.Stage stage(ConvolutionKernel kernel) {
        return new DepthFirstStep.Stage(kernel, new ConvolutionWeights(kernel, null, null, null));
    }

    private static DepthFirstStep.Rows rows(Map map) {
        return new DepthFirstStep.Rows(map.height, map.top, map.bottom, map.pitch);
    }
}
