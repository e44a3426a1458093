package espalier.runtime.vector;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;

class TileWarmUpTest {

    @Test
    void returnsWhetherOrNotThereIsSomethingToCompile() {
        assertTimeoutPreemptively(ofSeconds(60), () -> {
            TileWarmUp.run();
            TileWarmUp.run();
        });
    }
}
