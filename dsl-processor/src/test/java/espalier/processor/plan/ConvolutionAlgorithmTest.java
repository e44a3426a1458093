package espalier.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionAlgorithmTest {

    @ParameterizedTest(
            name = "{0} channels, {1} filters, kernel {2}, stride {3}, dilation {4}, groups {5}, map {6}: {7}")
    @CsvSource(textBlock = """
                    # LeNet-5: few channels or filters
                    1,    6,    5,  1, 1, 1,  28,  OWN_TILE
                    6,    16,   5,  1, 1, 1,  14,  OWN_TILE
                    # stems: a kernel row's taps are nearly whole chunks, 21 of 24 and 33 of 40, but not 9 of 16
                    3,    64,   7,  2, 1, 1,  224, SHARED_TILE
                    3,    64,   11, 4, 1, 1,  224, SHARED_TILE
                    3,    32,   3,  2, 1, 1,  224, OWN_TILE
                    3,    64,   7,  2, 2, 1,  224, OWN_TILE
                    # CIFAR's residual networks
                    16,   16,   3,  1, 1, 1,  32,  OWN_TILE
                    32,   32,   3,  1, 1, 1,  16,  WINOGRAD_4X4
                    64,   64,   3,  1, 1, 1,  8,   WINOGRAD_4X4
                    # by size of the map
                    64,   64,   3,  1, 1, 1,  56,  WINOGRAD_4X4
                    128,  128,  3,  1, 1, 1,  20,  WINOGRAD_4X4
                    256,  256,  3,  1, 1, 1,  19,  WINOGRAD_2X2
                    256,  256,  3,  1, 1, 1,  10,  WINOGRAD_2X2
                    512,  512,  3,  1, 1, 1,  9,   SHARED_TILE
                    # few channels: F(2x2) saves too little, F(4x4) enough on a large map or one that its tiles fill
                    32,   32,   3,  1, 1, 1,  14,  SHARED_TILE
                    32,   64,   3,  1, 1, 1,  56,  WINOGRAD_4X4
                    24,   64,   3,  1, 1, 1,  56,  SHARED_TILE
                    128,  64,   3,  1, 1, 1,  8,   SHARED_TILE
                    # not 3x3, or not of stride 1
                    256,  64,   1,  1, 1, 1,  56,  SHARED_TILE
                    64,   128,  3,  2, 1, 1,  56,  SHARED_TILE
                    64,   64,   3,  1, 2, 1,  56,  SHARED_TILE
                    64,   64,   5,  1, 1, 1,  56,  SHARED_TILE
                    # not in chunks of 8
                    100,  100,  3,  1, 1, 1,  28,  OWN_TILE
                    64,   60,   3,  1, 1, 1,  28,  OWN_TILE
                    # groups
                    128,  128,  3,  1, 1, 2,  28,  SHARED_TILE
                    128,  128,  3,  1, 1, 32, 28,  OWN_TILE
                    """)
    void isChosenByShape(
            int channels,
            int filters,
            int kernel,
            int stride,
            int dilation,
            int groups,
            int size,
            ConvolutionAlgorithm algorithm) {
        assertEquals(
                algorithm,
                ConvolutionAlgorithm.of(conv(channels, filters, kernel, stride, dilation, groups, size, false)));
    }

    @ParameterizedTest
    @CsvSource({"56", "14"})
    void aLayerThatAsksForItIsDirect(int size) {
        Op.Convolution op = conv(64, 64, 3, 1, 1, 1, size, true);

        assertEquals(ConvolutionAlgorithm.SHARED_TILE, ConvolutionAlgorithm.of(op));
        assertEquals(
                "Direct, by the tile that larger layers share, because the layer asks for it",
                ConvolutionAlgorithm.SHARED_TILE.reason(op));
    }

    private static Op.Convolution conv(
            int channels, int filters, int kernel, int stride, int dilation, int groups, int size, boolean directOnly) {
        int padding = dilation * (kernel / 2);
        int output = (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        Window window = new Window(
                kernel, kernel, stride, stride, dilation, dilation, new Padding(padding, padding, padding, padding));
        return new Op.Convolution(
                Shape.map(channels, size, size),
                Shape.map(filters, output, output),
                window,
                groups,
                true,
                List.of(),
                directOnly);
    }
}
