package espalier.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.RandomStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final float[] IMAGES = {9, 1, 2, 3, 4, 5, 6, 9};

    private static Set<String> outcomes(Augmentation augmentation) {
        RandomStream random = new RandomStream(1, "augmentation");
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            float[] values = IMAGES.clone();
            augmentation.apply(values, 1, 1, 2, 3, random);
            assertEquals(9, values[0]);
            assertEquals(9, values[7]);
            int[] image = new int[6];
            Arrays.setAll(image, j -> (int) values[j + 1]);
            outcomes.add(Arrays.toString(image));
        }
        return outcomes;
    }

    @Test
    void mirrorsOrLeaves() {
        assertEquals(Set.of("[1, 2, 3, 4, 5, 6]", "[3, 2, 1, 6, 5, 4]"), outcomes(Augmentation.horizontalFlip()));
    }

    @Test
    void shiftsInEveryDirection() {
        assertEquals(
                Set.of(
                        "[1, 2, 3, 4, 5, 6]",
                        "[0, 1, 2, 0, 4, 5]",
                        "[2, 3, 0, 5, 6, 0]",
                        "[0, 0, 0, 1, 2, 3]",
                        "[0, 0, 0, 0, 1, 2]",
                        "[0, 0, 0, 2, 3, 0]",
                        "[4, 5, 6, 0, 0, 0]",
                        "[0, 4, 5, 0, 0, 0]",
                        "[5, 6, 0, 0, 0, 0]"),
                outcomes(Augmentation.shift(1, 0)));
        assertEquals(
                "The shift must be at least 1 pixel, not 0.",
                assertThrows(IllegalArgumentException.class, () -> Augmentation.shift(0, 0))
                        .getMessage());
    }

    @Test
    void worksOneAfterTheOther() {
        assertEquals(
                18,
                outcomes(Augmentation.horizontalFlip().then(Augmentation.shift(1, 0)))
                        .size());
    }
}
