package espalier.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void leavesNothingButWhatIsWritten() throws IOException {
        OutputFolder folder = OutputFolder.prepare(temporary.resolve("a/b"));
        folder.write("text", "old");
        folder.write("text", "new");
        try (Stream<Path> files = Files.list(temporary.resolve("a/b"))) {
            assertEquals(List.of(folder.file("text")), files.toList());
        }
        assertEquals("new", Files.readString(folder.file("text")));
    }

    @Test
    void tellsThatAFileIsInTheWay() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        String message = assertThrows(IOException.class, () -> OutputFolder.prepare(file))
                .getMessage();
        assertEquals("The output folder " + file + " cannot be made: a file of that name is in the way.", message);
        assertTrue(assertThrows(IOException.class, () -> OutputFolder.prepare(file.resolve("below")))
                .getMessage()
                .startsWith("The output folder " + file.resolve("below") + " cannot be made: "));
    }
}
