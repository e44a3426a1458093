package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GradientPartsTest {

    @Test
    void asManyPartsAsTheWorkIsWorth() {
        int size = 1_000;
        assertEquals(8, GradientParts.parts(size, 1_000_000_000L), "enough for any number of parts");
        assertEquals(5, GradientParts.parts(size, 500_000), "a hundred multiply-adds a value in each");
        assertEquals(2, GradientParts.parts(size, 1), "two threads at least");
        assertEquals(3, GradientParts.parts(1_200_000, Long.MAX_VALUE), "not too much memory");
    }
}
