package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void lastDimensionIsContiguous() {
        Tensor tensor = Tensor.zeros(2, 3, 4);
        tensor.set(7, 1, 2, 3);
        assertEquals(7, tensor.data()[23]);
        assertEquals(7, tensor.get(1, 2, 3));
        assertEquals(24, tensor.size());
        assertEquals(3, tensor.rank());
        assertEquals(3, tensor.dim(1));
    }

    @Test
    void sharesGivenValuesAndCopiesShapes() {
        float[] data = {1, 2, 3, 4};
        int[] shape = {2, 2};
        Tensor tensor = Tensor.of(data, shape);
        shape[0] = 9;
        tensor.shape()[1] = 9;
        assertSame(data, tensor.data());
        assertArrayEquals(new int[] {2, 2}, tensor.shape());
        Tensor copy = tensor.copy();
        data[0] = 5;
        assertEquals(1, copy.get(0, 0));
        assertEquals(5, tensor.reshaped(4).get(0));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertMessage("A tensor of 2x2 holds 4 values, but 3 were given.", () -> Tensor.of(new float[3], 2, 2));
        assertMessage(
                "A tensor of 65536x65536 exceeds the 2147483647 values of a Java array.",
                () -> Tensor.zeros(65536, 65536));
        assertMessage("A dimension must not be negative, but the shape is 2x-1.", () -> Tensor.zeros(2, -1));
        assertMessage(
                "A tensor of 2x2 cannot take the values of one of 4.",
                () -> Tensor.zeros(2, 2).copyFrom(Tensor.zeros(4)));
    }

    @Test
    void refusesIndicesOutside() {
        Tensor tensor = Tensor.zeros(2, 3);
        assertEquals(
                "Index 3 is outside dimension 1 of a tensor of 2x3.",
                assertThrows(IndexOutOfBoundsException.class, () -> tensor.get(0, 3))
                        .getMessage());
        assertEquals(
                "1 indices were given for a tensor of 2x3, which takes 2.",
                assertThrows(IndexOutOfBoundsException.class, () -> tensor.get(0))
                        .getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.dim(2));
    }

    @Test
    void comparesValues() {
        assertTrue(Tensor.of(new float[] {1, 2}, 2).sameValues(Tensor.of(new float[] {1, 2}, 2)));
        assertFalse(Tensor.of(new float[] {1, 2}, 2).sameValues(Tensor.of(new float[] {1, 2}, 1, 2)));
        assertFalse(Tensor.of(new float[] {1, 2}, 2).sameValues(Tensor.of(new float[] {1, 3}, 2)));
    }

    @Test
    void showsShapeAndFirstValues() {
        assertEquals("Tensor 2 [1.0, 2.0]", Tensor.of(new float[] {1, 2}, 2).toString());
        assertEquals(
                "Tensor 3x3 [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, …]",
                Tensor.zeros(3, 3).toString());
        assertEquals("scalar", Tensor.zeros().shapeText());
        assertEquals(0, Tensor.zeros(0, 5).size());
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
