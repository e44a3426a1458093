package espalier.samples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageDataTest {

    @Test
    void theShippedSliceIsBalancedAndNormalised() throws IOException {
        ImageData data = new ImageData(Optional.empty(), Pixels.STANDARDISED, 28, 28, 0, 10);
        Dataset validation = data.validation();
        assertEquals(2_000, validation.size());
        assertEquals("Ankle boot", validation.classNames().get(9));
        int[] counts = new int[10];
        IntStream.range(0, validation.size()).forEach(i -> counts[validation.label(i)]++);
        assertEquals(
                List.of(200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
                IntStream.of(counts).boxed().toList());
        double sum = 0;
        double squares = 0;
        for (int image = 0; image < validation.size(); image++) {
            for (float value : validation.image(image).data()) {
                sum += value;
                squares += value * value;
            }
        }
        double values = 2_000 * 28 * 28;
        assertEquals(0, sum / values, 0.02);
        assertEquals(1, squares / values, 0.02);
        assertEquals(10_000, data.training().size());
    }

    @Test
    void aMarginIsAdded() throws IOException {
        Dataset validation = new ImageData(Optional.empty(), Pixels.LENET, 32, 32, 2, 10).validation();
        assertEquals(List.of(1, 32, 32), validation.imageShape());
        assertEquals(-0.1f, validation.image(0).get(0, 0, 1, 16), 1e-6f);
    }

    @Test
    void greyIsSeenInEveryChannel() throws IOException {
        Dataset grey = new ImageData(Optional.empty(), Pixels.STANDARDISED, 28, 28, 0, 10).validation();
        Dataset colours = new ImageData(Optional.empty(), Pixels.STANDARDISED_COLOURS, 32, 32, 2, 10).validation();
        assertEquals(List.of(3, 32, 32), colours.imageShape());
        float pixel = grey.image(0).get(0, 0, 14, 14);
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(pixel, colours.image(0).get(0, channel, 16, 16), 1e-6f);
        }
    }
}
