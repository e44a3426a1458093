package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class TapsTest {

    @Test
    void rowsFollowEachOther() {
        assertArrayEquals(new int[] {0, 2, 4, 100, 102, 104}, Taps.distances(2, 100, 1, 0, 6, 2));
        assertArrayEquals(new int[] {0, 1, 2}, Taps.distances(1, 0, 1, 0, 3, 1));
    }

    @Test
    void dilatedColumnsStandApart() {
        assertArrayEquals(new int[] {0, 2, 30, 32, 500, 502, 530, 532}, Taps.distances(2, 500, 2, 30, 4, 2));
    }
}
