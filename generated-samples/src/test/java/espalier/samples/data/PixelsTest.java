package espalier.samples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.Tensor;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void theBackgroundAndTheInkOfThePaper() {
        assertEquals(-0.1f, Pixels.LENET.input(0), 1e-6f);
        assertEquals(1.175f, Pixels.LENET.input(1), 1e-6f);
    }

    @Test
    void smallImagesAreCentredOnBlack() {
        Pixels pixels = new Pixels(0.5, 0.5);
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
}
