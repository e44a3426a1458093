package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Workers;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    void largeEnoughToBeginAtACacheLineOrNothing() {
        try (Workers workers = Workers.of(1)) {
            Scratch scratch = new Scratch(workers);
            scratch.reserve(0);
            assertEquals(0, scratch.ofThread().length);
            scratch.reserve(10);
            float[] first = scratch.ofThread();
            assertTrue(
                    4L * first.length >= Math.min(Runtime.getRuntime().maxMemory() / 2048, 1 << 24), "half a region");
            scratch.reserve(first.length);
            assertSame(first, scratch.ofThread());
            scratch.reserve(first.length + 1);
            assertEquals(first.length + 1, scratch.ofThread().length);
        }
    }

    @Test
    void aLineBeginsSixteenBytesBeforeAMultipleOfItsLength() {
        for (int at = 0; at < 100; at++) {
            int line = Scratch.lineAt(at);
            assertTrue(line >= at && line < at + 32, at + " gives " + line);
            assertEquals(0, (16 + 4 * line) % 64, "bytes from the beginning of the array");
        }
    }
}
