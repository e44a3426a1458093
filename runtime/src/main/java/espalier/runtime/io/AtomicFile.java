package espalier.runtime.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes a file whole or not at all: whoever reads it meanwhile, or after a failure, sees the old one. */
public final class AtomicFile {

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the channel is closed by the caller. */
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes to a new file beside {@code file}, then moves that into its place.
     *
     * @throws IOException in one sentence if the folder is missing or the file cannot be written; what stood there still
     *     stands
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(file + ": cannot be written, since it is a folder.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + ": cannot be written, since the folder " + folder + " does not exist.");
        }
        Path draft = folder.resolve(target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            move(draft, target);
        } catch (AccessDeniedException denied) {
            throw new IOException(
                    file + ": cannot be written, since access to the folder " + folder + " is denied.", denied);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + reason(e) + ".", e);
        } finally {
            if (Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(draft);
            }
        }
    }

    /** Java names the draft in the message of such an exception, which tells the user nothing. */
    private static String reason(IOException e) {
        String given = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return Objects.requireNonNullElse(given, "the file system refuses");
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
