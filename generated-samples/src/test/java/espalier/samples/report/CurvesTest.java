package espalier.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.train.History;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurvesTest {

    private static History history(int epochs) {
        return new History(IntStream.rangeClosed(1, epochs)
                .mapToObj(number -> new History.Epoch(
                        number,
                        0.1,
                        1.0 / number,
                        1 - 0.5 / number,
                        OptionalDouble.of(1.1 / number),
                        OptionalDouble.of(0.9 - 0.4 / number),
                        1))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 300})
    void bothLinesAreDrawn(int epochs) {
        BufferedImage image = Curves.draw("LeNet5", history(epochs));
        assertTrue(count(image, Style.BLUE.getRGB()) > 10, "training");
        assertTrue(count(image, Style.ORANGE.getRGB()) > 10, "validation");
    }

    private static long count(BufferedImage image, int colour) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return IntStream.of(pixels).filter(pixel -> pixel == colour).count();
    }

    @Test
    void thereMustBeAnEpoch() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Curves.draw("LeNet5", new History(List.of())))
                .getMessage();
        assertEquals("There are no epochs to draw.", message);
    }
}
