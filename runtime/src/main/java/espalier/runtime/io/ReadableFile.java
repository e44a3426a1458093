package espalier.runtime.io;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says in a sentence why a file cannot even be opened; the JDK's exceptions give the bare name. */
final class ReadableFile {

    private ReadableFile() {}

    static void check(Path file) throws UnreadableFileException {
        if (!Files.exists(file)) {
            throw new UnreadableFileException(file, "there is no such file.");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException(file, "it is not a file.");
        }
        if (!Files.isReadable(file)) {
            throw new UnreadableFileException(file, "it may not be read by this user.");
        }
    }
}
