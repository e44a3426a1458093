package espalier.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    @Test
    void alignsItsColumns() {
        MarkdownTable table = new MarkdownTable(List.of("network", "ratio"));
        table.row(List.of("LeNet-5", "3.10"));
        table.row(List.of("VGG", "**12.25**"));
        assertEquals("""
                | network | ratio     |
                |---------|-----------|
                | LeNet-5 | 3.10      |
                | VGG     | **12.25** |
                """, table.toString());
    }

    @Test
    void refusesARowOfAnotherLength() {
        MarkdownTable table = new MarkdownTable(List.of("network", "ratio"));
        assertThrows(IllegalArgumentException.class, () -> table.row(List.of("LeNet-5")));
    }
}
