package espalier.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix matrix =
            ConfusionMatrix.of(List.of("cat", "dog, large", "owl"), new long[][] {{8, 2, 0}, {4, 16, 0}, {0, 0, 0}});

    @Test
    void measures() {
        assertEquals(30, matrix.total());
        assertEquals(24, matrix.correct());
        assertEquals(0.8, matrix.accuracy(), 1e-12);
        assertEquals(8 / 12.0, matrix.precision(0), 1e-12);
        assertEquals(0.8, matrix.recall(0), 1e-12);
        assertEquals(2 * 8 / 22.0, matrix.f1(0), 1e-12);
        assertEquals(4, matrix.count(1, 0));
        assertTrue(Double.isNaN(matrix.recall(2)));
    }

    @Test
    void isATable() {
        assertEquals("class,cat,\"dog, large\",owl\ncat,8,2,0\n\"dog, large\",4,16,0\nowl,0,0,0\n", matrix.toCsv());
        assertEquals(
                List.of(
                        "cat          8  2  0   80.0 %",
                        "dog, large   4 16  0   80.0 %", "owl          0  0  0      -"),
                matrix.toString().lines().toList());
    }

    @Test
    void isSquare() {
        assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of("a"), List.of(List.of(1L, 2L))));
    }
}
