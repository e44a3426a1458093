package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.Rectifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions by shared tiles and by Winograd's filtering against the plain loops in double, on awkward sizes. */
class ConvolutionTilesTest {

    private static final int SLACK = 16;

    /** A layer; x has a border as wide as its padding and one more row and column, y a border of one. */
    private record Layer(
            int channels,
            int filters,
            int groups,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int dilation,
            int top,
            int left,
            int height,
            int width,
            Rectifier rectifier,
            int winograd) {

        int outputHeight() {
            return (height + 2 * top - dilation * (kernelHeight - 1) - 1) / strideHeight + 1;
        }

        int outputWidth() {
            return (width + 2 * left - dilation * (kernelWidth - 1) - 1) / strideWidth + 1;
        }

        boolean isBare() {
            return top + left == 0;
        }

        int xBorder() {
            return isBare() ? 0 : 1 + Math.max(top, left);
        }

        int xRowPitch() {
            return isBare() ? width * channels : (width + 2 * xBorder()) * channels + SLACK;
        }

        int xPixel(int i, int j) {
            return (i + xBorder()) * xRowPitch() + (j + xBorder()) * channels;
        }

        int xSize() {
            return (height + 2 * xBorder()) * xRowPitch() + SLACK;
        }

        int yBorder() {
            return isBare() ? 0 : 1;
        }

        int yRowPitch() {
            return isBare() ? outputWidth() * filters : (outputWidth() + 2) * filters + SLACK;
        }

        int yPixel(int i, int j) {
            return (i + yBorder()) * yRowPitch() + (j + yBorder()) * filters;
        }

        int ySize() {
            return (outputHeight() + 2 * yBorder()) * yRowPitch() + SLACK;
        }

        ConvolutionGeometry geometry() {
            return ConvolutionGeometry.of(channels, filters)
                    .groups(groups)
                    .kernel(kernelHeight, kernelWidth)
                    .stride(strideHeight, strideWidth)
                    .dilation(dilation, dilation)
                    .input(height, width)
                    .output(outputHeight(), outputWidth())
                    .padding(top, left)
                    .x(xPixel(-top, -left), xRowPitch())
                    .y(yPixel(0, 0), yRowPitch());
        }

        ConvolutionKernel kernel() {
            return winograd == 0
                    ? new TiledConvolution(geometry(), rectifier) {}
                    : new WinogradConvolution(geometry(), winograd, rectifier) {};
        }

        int weights() {
            return filters * channels / groups * kernelHeight * kernelWidth;
        }

        /** Calls {@code tap} for every multiply-add of the layer. */
        void forEach(Tap tap) {
            int in = channels / groups;
            for (int k = 0; k < filters; k++) {
                for (int i = 0; i < outputHeight(); i++) {
                    for (int j = 0; j < outputWidth(); j++) {
                        for (int c = 0; c < in; c++) {
                            for (int u = 0; u < kernelHeight; u++) {
                                for (int v = 0; v < kernelWidth; v++) {
                                    int row = i * strideHeight + u * dilation - top;
                                    int column = j * strideWidth + v * dilation - left;
                                    if (row >= 0 && column >= 0 && row < height && column < width) {
                                        tap.at(
                                                xPixel(row, column) + k / (filters / groups) * in + c,
                                                ((k * in + c) * kernelHeight + u) * kernelWidth + v,
                                                yPixel(i, j) + k,
                                                k);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private interface Tap {
        void at(int x, int w, int y, int filter);
    }

    static List<Layer> layers() {
        return List.of(
                new Layer(16, 16, 1, 3, 3, 1, 1, 1, 1, 1, 5, 7, Rectifier.RELU, 0),
                new Layer(64, 64, 1, 3, 3, 1, 1, 1, 1, 1, 14, 14, Rectifier.RELU6, 0),
                new Layer(8, 24, 1, 3, 3, 2, 2, 1, 1, 1, 15, 13, Rectifier.NONE, 0),
                new Layer(24, 40, 1, 1, 1, 1, 1, 1, 0, 0, 9, 31, Rectifier.RELU, 0),
                new Layer(64, 32, 1, 1, 1, 1, 1, 1, 0, 0, 28, 28, Rectifier.NONE, 0),
                new Layer(144, 24, 1, 1, 1, 1, 1, 1, 0, 0, 28, 28, Rectifier.RELU6, 0),
                new Layer(160, 24, 1, 3, 3, 1, 1, 1, 1, 1, 20, 21, Rectifier.NONE, 0),
                new Layer(128, 48, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, Rectifier.NONE, 0),
                new Layer(40, 16, 1, 1, 1, 2, 2, 1, 0, 0, 9, 11, Rectifier.NONE, 0),
                new Layer(16, 80, 1, 1, 7, 1, 1, 1, 0, 3, 17, 17, Rectifier.RELU, 0),
                new Layer(16, 32, 1, 5, 3, 2, 1, 1, 2, 1, 11, 10, Rectifier.NONE, 0),
                new Layer(32, 64, 2, 3, 3, 1, 1, 1, 1, 1, 13, 13, Rectifier.RELU, 0),
                new Layer(24, 48, 3, 5, 5, 1, 2, 1, 2, 2, 12, 12, Rectifier.NONE, 0),
                new Layer(16, 32, 1, 3, 3, 1, 1, 2, 2, 2, 8, 16, Rectifier.NONE, 0),
                new Layer(16, 16, 1, 11, 11, 4, 4, 1, 2, 2, 33, 33, Rectifier.NONE, 0),
                new Layer(16, 16, 1, 3, 3, 3, 3, 2, 1, 1, 20, 20, Rectifier.NONE, 0),
                new Layer(160, 32, 1, 3, 3, 1, 1, 1, 1, 1, 60, 61, Rectifier.NONE, 0),
                new Layer(256, 48, 1, 3, 3, 1, 1, 1, 1, 1, 9, 9, Rectifier.RELU, 0),
                new Layer(3, 64, 1, 7, 7, 2, 2, 1, 3, 3, 30, 29, Rectifier.RELU, 0),
                new Layer(3, 32, 1, 11, 11, 4, 4, 1, 2, 2, 41, 39, Rectifier.NONE, 0),
                new Layer(5, 40, 1, 3, 3, 1, 1, 1, 1, 1, 7, 9, Rectifier.RELU, 0),
                new Layer(1, 16, 1, 2, 7, 1, 1, 1, 0, 0, 5, 8, Rectifier.NONE, 0),
                new Layer(12, 64, 1, 1, 1, 1, 1, 1, 0, 0, 6, 5, Rectifier.NONE, 0),
                new Layer(8, 32, 1, 3, 3, 1, 1, 1, 1, 1, 8, 5, Rectifier.NONE, 0),
                new Layer(16, 16, 1, 3, 3, 1, 1, 1, 1, 1, 5, 7, Rectifier.RELU, 2),
                new Layer(64, 96, 1, 3, 3, 1, 1, 1, 1, 1, 14, 14, Rectifier.NONE, 2),
                new Layer(24, 40, 1, 3, 3, 1, 1, 1, 0, 0, 9, 12, Rectifier.NONE, 2),
                new Layer(16, 48, 1, 3, 3, 1, 1, 1, 2, 2, 4, 5, Rectifier.RELU, 2),
                new Layer(16, 16, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1, Rectifier.NONE, 2),
                new Layer(16, 16, 1, 3, 3, 1, 1, 1, 1, 1, 5, 7, Rectifier.RELU, 4),
                new Layer(32, 64, 1, 3, 3, 1, 1, 1, 1, 1, 28, 28, Rectifier.NONE, 4),
                new Layer(48, 80, 1, 3, 3, 1, 1, 1, 0, 0, 35, 35, Rectifier.RELU6, 4),
                new Layer(40, 24, 1, 3, 3, 1, 1, 1, 2, 2, 14, 13, Rectifier.NONE, 4),
                new Layer(128, 128, 1, 3, 3, 1, 1, 1, 1, 1, 7, 9, Rectifier.RELU, 2),
                new Layer(96, 96, 1, 3, 3, 1, 1, 1, 1, 1, 11, 10, Rectifier.RELU6, 4),
                new Layer(16, 168, 1, 3, 3, 1, 1, 1, 1, 1, 9, 6, Rectifier.RELU, 2),
                new Layer(144, 40, 1, 3, 3, 1, 1, 1, 1, 1, 7, 7, Rectifier.RELU, 0),
                new Layer(16, 24, 1, 3, 3, 2, 2, 1, 1, 1, 14, 14, Rectifier.RELU6, 0),
                new Layer(40, 64, 1, 1, 1, 1, 1, 1, 0, 0, 5, 5, Rectifier.NONE, 0),
                new Layer(16, 192, 1, 3, 3, 1, 1, 1, 1, 1, 9, 6, Rectifier.NONE, 4));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void forwardIsThePlainSum(Layer layer) {
        Random random = new Random(1);
        ConvolutionKernel kernel = layer.kernel();
        float[] x = map(layer, random);
        float[] w = values(layer.weights(), random);
        float[] b = values(layer.filters(), random);
        double[] expected = new double[layer.ySize()];
        layer.forEach((from, tap, to, k) -> expected[to] += (double) w[tap] * x[from]);

        float[] packed = new float[kernel.packedWeights()];
        float[] bias = new float[kernel.packedBias()];
        kernel.packWeights(w, packed);
        kernel.packBias(b, bias);
        int images = 2;
        float[] y = new float[images * layer.ySize()];
        float[] both = Arrays.copyOf(x, 2 * x.length);
        System.arraycopy(x, 0, both, x.length, x.length);
        for (int image = 0; image < images; image++) {
            int middle = kernel.rows() / 2;
            int xAt = image * layer.xSize();
            int yAt = image * layer.ySize();
            kernel.forward(both, xAt, packed, bias, y, yAt, middle, kernel.rows(), scratch(kernel));
            kernel.forward(both, xAt, packed, bias, y, yAt, 0, middle, scratch(kernel));
            for (int i = 0; i < layer.outputHeight(); i++) {
                for (int j = 0; j < layer.outputWidth(); j++) {
                    for (int k = 0; k < layer.filters(); k++) {
                        int at = layer.yPixel(i, j) + k;
                        double sum = expected[at] + b[k];
                        sum = Math.min(
                                Math.max(sum, layer.rectifier().lowest()),
                                layer.rectifier().highest());
                        assertEquals(sum, y[yAt + at], 3e-4, layer + " " + i + "," + j);
                        y[yAt + at] = 0;
                    }
                }
            }
        }
        for (float border : y) {
            assertEquals(0, border, "what is not y stays as it was");
        }
    }

    /** Parts are rows, tiles or blocks of filters. */
    @ParameterizedTest
    @MethodSource("layers")
    void partsHaveTheSameBitsAndAreActivatedOnce(Layer layer) {
        Random random = new Random(3);
        ConvolutionGeometry geometry = layer.geometry();
        ConvolutionKernel kernel = layer.winograd() == 0
                ? new TiledConvolution(geometry, layer.rectifier()) {
                    @Override
                    protected void activate(float[] y, int at, int count) {
                        twice(y, at, count);
                    }
                }
                : new WinogradConvolution(geometry, layer.winograd(), layer.rectifier()) {
                    @Override
                    protected void activate(float[] y, int at, int count) {
                        twice(y, at, count);
                    }
                };
        float[] x = map(layer, random);
        float[] packed = new float[kernel.packedWeights()];
        float[] bias = new float[kernel.packedBias()];
        kernel.packWeights(values(layer.weights(), random), packed);
        kernel.packBias(values(layer.filters(), random), bias);
        float[] plain = new float[layer.ySize()];
        layer.kernel().forward(x, 0, packed, bias, plain, 0, 0, kernel.rows(), scratch(kernel));
        twice(plain, 0, plain.length);
        float[] inParts = new float[layer.ySize()];
        for (int part = kernel.rows() - 1; part >= 0; part--) {
            kernel.forward(x, 0, packed, bias, inParts, 0, part, part + 1, scratch(kernel));
        }
        assertArrayEquals(plain, inParts);
    }

    private static void twice(float[] y, int at, int count) {
        for (int i = at; i < at + count; i++) {
            y[i] *= 2;
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsArePlainSums(Layer layer) {
        Random random = new Random(2);
        ConvolutionKernel kernel = layer.kernel();
        float[] x = map(layer, random);
        float[] w = values(layer.weights(), random);
        float[] dy = new float[layer.ySize()];
        Arrays.fill(dy, Float.NaN); // the border of a gradient may hold anything
        for (int i = 0; i < layer.outputHeight(); i++) {
            for (int j = 0; j < layer.outputWidth(); j++) {
                for (int k = 0; k < layer.filters(); k++) {
                    dy[layer.yPixel(i, j) + k] = random.nextFloat() - 0.5f;
                }
            }
        }
        double[] dw = new double[layer.weights()];
        double[] dx = new double[layer.xSize()];
        double[] db = new double[layer.filters()];
        layer.forEach((from, tap, to, k) -> {
            dw[tap] += (double) dy[to] * x[from];
            dx[from] += (double) dy[to] * w[tap];
        });
        for (int i = 0; i < layer.outputHeight(); i++) {
            for (int j = 0; j < layer.outputWidth(); j++) {
                for (int k = 0; k < layer.filters(); k++) {
                    db[k] += dy[layer.yPixel(i, j) + k];
                }
            }
        }

        float[] packedGradient = new float[kernel.packedWeightGradient()];
        float[] packedBias = new float[kernel.packedBias()];
        kernel.backwardWeights(x, 0, dy, 0, packedGradient, packedBias, scratch(kernel));
        float[] gradient = new float[layer.weights()];
        float[] biasGradient = new float[layer.filters()];
        kernel.unpackWeightGradient(packedGradient, gradient);
        kernel.unpackBiasGradient(packedBias, biasGradient);
        assertClose(dw, gradient, 1e-3, layer + " dw");
        assertClose(db, biasGradient, 1e-3, layer + " db");

        float[] packed = new float[kernel.packedForInputGradient()];
        kernel.packForInputGradient(w, packed);
        float[] result = new float[layer.xSize()];
        Arrays.fill(result, 1);
        kernel.backwardInput(dy, 0, packed, result, 0, scratch(kernel));
        for (int i = 0; i < layer.height(); i++) {
            for (int j = 0; j < layer.width(); j++) {
                for (int c = 0; c < layer.channels(); c++) {
                    int at = layer.xPixel(i, j) + c;
                    assertEquals(1 + dx[at], result[at], 5e-4, layer + " dx " + i + "," + j + "," + c);
                }
            }
        }
    }

    /** So many that strips of Winograd's tiles end within an image, and more than the kernel says it best takes at once. */
    @ParameterizedTest
    @MethodSource("layers")
    void severalImagesAreAsOneByOne(Layer layer) {
        Random random = new Random(3);
        ConvolutionKernel kernel = layer.kernel();
        int images = Math.min(20, kernel.imagesAtOnce() + 3);
        int xPitch = layer.xSize() + 5;
        int yPitch = layer.ySize() + 3;
        float[] x = new float[images * xPitch + SLACK];
        float[] dy = values(images * yPitch + SLACK, random);
        for (int image = 0; image < images; image++) {
            System.arraycopy(map(layer, random), 0, x, image * xPitch, layer.xSize());
        }
        float[] w = new float[kernel.packedWeights()];
        float[] turned = new float[kernel.packedForInputGradient()];
        float[] b = new float[kernel.packedBias()];
        float[] weights = values(layer.weights(), random);
        kernel.packWeights(weights, w);
        kernel.packForInputGradient(weights, turned);
        float[] y = new float[dy.length];
        float[] dx = new float[x.length];
        float[] dw = new float[kernel.packedWeightGradient()];
        float[] db = new float[kernel.packedBias()];
        float[] yTogether = y.clone();
        float[] dxTogether = dx.clone();
        float[] dwTogether = dw.clone();
        float[] dbTogether = db.clone();
        for (int image = 0; image < images; image++) {
            int xAt = image * xPitch;
            int yAt = image * yPitch;
            kernel.forward(x, xAt, w, b, y, yAt, 0, kernel.rows(), scratch(kernel));
            kernel.backwardInput(dy, yAt, turned, dx, xAt, scratch(kernel));
            kernel.backwardWeights(x, xAt, dy, yAt, dw, db, scratch(kernel));
        }
        float[] scratch = new float[kernel.scratch(images)];
        Arrays.fill(scratch, 1e30f);
        kernel.forwardImages(x, 0, xPitch, w, b, yTogether, 0, yPitch, images, scratch);
        kernel.backwardInputOfImages(dy, 0, yPitch, turned, dxTogether, 0, xPitch, images, scratch);
        kernel.backwardWeightsOfImages(x, 0, xPitch, dy, 0, yPitch, images, dwTogether, dbTogether, scratch);
        assertArrayEquals(y, yTogether, layer + " y");
        assertArrayEquals(dx, dxTogether, layer + " dx");
        assertArrayEquals(db, dbTogether, layer + " db");
        // A strip's products are added to the sum as one, so that it depends on where strips end.
        float[] plain = new float[layer.weights()];
        float[] plainTogether = new float[layer.weights()];
        kernel.unpackWeightGradient(dw, plain);
        kernel.unpackWeightGradient(dwTogether, plainTogether);
        assertArrayEquals(plain, plainTogether, 2e-3f, layer + " dw");
    }

    /** In a JVM that is told to do without the wider instructions: blocks and tiles fall differently there. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void narrowerVectorsAgreeToo(int avx) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=" + avx,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Narrow.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    /** What the other JVM runs. */
    static final class Narrow {

        /** Vectors that the hardware lacks are slow. */
        private static final long MOST_MULTIPLY_ADDS = 500_000;

        private Narrow() {}

        public static void main(String[] arguments) {
            ConvolutionTilesTest test = new ConvolutionTilesTest();
            for (Layer layer : layers()) {
                int weights = layer.weights() * layer.outputHeight() * layer.outputWidth();
                if (weights <= MOST_MULTIPLY_ADDS) {
                    test.forwardIsThePlainSum(layer);
                    test.gradientsArePlainSums(layer);
                    if (weights <= MOST_MULTIPLY_ADDS / 20) {
                        test.severalImagesAreAsOneByOne(layer);
                    }
                }
            }
        }
    }

    @Test
    void geometriesThatTilesCannotDoAreRefused() {
        ConvolutionGeometry.Builder odd = ConvolutionGeometry.of(24, 128).groups(2);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new TiledConvolution(odd.x(0, 24).y(0, 128), Rectifier.NONE) {})
                .getMessage();
        assertEquals("Groups of 12 channels and 64 filters are not in the multiples of 8 that tiles take.", message);
        ConvolutionGeometry.Builder pointwise = ConvolutionGeometry.of(16, 64);
        String refusal = assertThrows(
                        IllegalArgumentException.class,
                        () -> new WinogradConvolution(pointwise.x(0, 16).y(0, 64), 4, Rectifier.NONE) {})
                .getMessage();
        assertEquals("F(4x4) is for 2x2 or 4x4 outputs of a 3x3 kernel of stride 1.", refusal);
    }

    private static float[] scratch(ConvolutionKernel kernel) {
        float[] scratch = new float[kernel.scratch(1)];
        Arrays.fill(scratch, 1e30f);
        return scratch;
    }

    private static float[] map(Layer layer, Random random) {
        float[] x = new float[layer.xSize()];
        for (int i = 0; i < layer.height(); i++) {
            for (int j = 0; j < layer.width(); j++) {
                for (int c = 0; c < layer.channels(); c++) {
                    x[layer.xPixel(i, j) + c] = random.nextFloat() - 0.5f;
                }
            }
        }
        return x;
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance, String what) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, what + " " + i);
        }
    }
}
