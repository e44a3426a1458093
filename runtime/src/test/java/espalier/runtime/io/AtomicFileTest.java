package espalier.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void replacesAFile() throws IOException {
        Path file = folder.resolve("a");
        write(file, "old and long");
        write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailureLeavesTheOldFileAndNoOther() throws IOException {
        Path file = folder.resolve("a");
        write(file, "old");
        IOException failure = assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[3]));
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + ": cannot be written: No space left on device.", failure.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    /** Every file system has a limit, and none allows half of this. */
    @Test
    void aNameThatTheFileSystemRefuses() throws IOException {
        Path file = folder.resolve("n".repeat(1000));
        String message =
                assertThrows(IOException.class, () -> write(file, "text")).getMessage();
        assertTrue(message.startsWith(file + ": cannot be written: "), message);
        assertTrue(message.endsWith(".") && !message.contains(".tmp"), message);
        assertEquals(List.of(), files());
    }

    @Test
    void aFolderThatIsMissingOrInTheWay() {
        Path nowhere = folder.resolve("absent").resolve("a");
        assertEquals(
                nowhere + ": cannot be written, since the folder " + nowhere.getParent() + " does not exist.",
                assertThrows(IOException.class, () -> write(nowhere, "text")).getMessage());
        assertEquals(
                folder + ": cannot be written, since it is a folder.",
                assertThrows(IOException.class, () -> write(folder, "text")).getMessage());
    }
}
