package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void onlyWhatACacheDoesNotKeepIsWorthALargeArray() {
        assertEquals(1_000, Memory.inWholeLines(1_000));
        assertEquals(Memory.LARGE, Memory.inWholeLines(50_000));
        assertEquals(Memory.LARGE + 1, Memory.inWholeLines(Memory.LARGE + 1));
        assertTrue(Memory.LARGE >= 1 << 17, "half a megabyte, half of G1's smallest region");
    }

    @Test
    void saysWhatBatchAnArrayHolds() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Memory.allocate("Net", 1_000_000, 3_000));
        assertEquals(
                "Net needs 3000000000 values for one layer at a batch of 3000, more than a Java array holds; use a batch "
                        + "of at most 2147.",
                e.getMessage());
    }
}
