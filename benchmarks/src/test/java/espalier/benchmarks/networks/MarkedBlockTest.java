package espalier.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MarkedBlockTest {

    private static final String PAGE = "before\n" + MarkedBlock.BEGIN + "\nold\n" + MarkedBlock.END + "\nafter\n";

    @Test
    void replacesWhatIsBetweenTheMarks() {
        assertEquals(
                "before\n" + MarkedBlock.BEGIN + "\nnew\nlines\n" + MarkedBlock.END + "\nafter\n",
                MarkedBlock.replace(PAGE, "new\nlines\n\n"));
    }

    @Test
    void givesTheSameWhenDoneTwice() {
        String once = MarkedBlock.replace(PAGE, "new");
        assertEquals(once, MarkedBlock.replace(once, "new"));
    }

    @Test
    void refusesAPageWithoutMarksOrWithTwo() {
        assertThrows(IllegalArgumentException.class, () -> MarkedBlock.replace("no marks", "new"));
        assertThrows(IllegalArgumentException.class, () -> MarkedBlock.replace(PAGE + PAGE, "new"));
        assertThrows(
                IllegalArgumentException.class, () -> MarkedBlock.replace(MarkedBlock.END + MarkedBlock.BEGIN, "new"));
    }

    @Test
    void theReadmeHasTheMarks() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertTrue(readme.indexOf("## How fast") < readme.indexOf(MarkedBlock.BEGIN));
        MarkedBlock.replace(readme, "new");
    }
}
