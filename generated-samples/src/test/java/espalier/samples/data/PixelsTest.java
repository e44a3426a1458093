package espalier.samples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void theBackgroundAndTheInkOfThePaper() {
        assertEquals(-0.1f, Pixels.LENET.input(0, 0), 1e-6f);
        assertEquals(1.175f, Pixels.LENET.input(0, 1), 1e-6f);
    }

    @Test
    void smallImagesAreCentredOnBlack() {
        Pixels pixels = Pixels.grey(0.5, 0.5);
        Tensor centred = pixels.centred(Tensor.of(new float[] {1, 2, 3, 4}, 2, 1, 1, 2), 3, 4);
        assertArrayEquals(
                new float[] {-1, -1, -1, -1, -1, 1, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 3, 4, -1, -1, -1, -1, -1
                },
                centred.data());
    }

    @Test
    void imagesOfTheRightSizeAreNotCopied() {
        Tensor images = Tensor.zeros(2, 1, 3, 3);
        assertSame(images, Pixels.LENET.centred(images, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> Pixels.LENET.centred(images, 2, 3));
    }

    @Test
    void everyChannelHasItsMean() {
        Pixels pixels = new Pixels(List.of(0.0, 0.5, 1.0), List.of(1.0, 0.5, 0.25));
        Tensor colours = pixels.input(Tensor.of(new float[] {0, 1, 0.5f, 1, 1, 0}, 1, 3, 1, 2));
        assertArrayEquals(new float[] {0, 1, 0, 1, 0, -4}, colours.data());
        Tensor grey = pixels.input(Tensor.of(new float[] {0.5f, 1}, 2, 1, 1, 1));
        assertArrayEquals(new float[] {0.5f, 0, -2, 1, 1, 0}, grey.data());
        assertThrows(IllegalArgumentException.class, () -> new Pixels(List.of(1.0), List.of()));
    }
}
