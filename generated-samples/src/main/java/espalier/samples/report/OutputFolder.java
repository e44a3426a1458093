package espalier.samples.report;

import espalier.runtime.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;

/** A folder that files are written to, each whole or not at all. */
public final class OutputFolder {
    private final Path folder;

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder where it is missing and tries whether a file can be written there, so that no one trains for an
     * hour in vain.
     *
     * @throws IOException in one sentence if it cannot be used
     */
    public static OutputFolder prepare(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "The output folder " + folder + " cannot be made: a file of that name is in the way.", e);
        } catch (IOException e) {
            throw new IOException("The output folder " + folder + " cannot be made: " + reason(e) + ".", e);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".espalier", ".tmp"));
        } catch (IOException e) {
            throw new IOException("Nothing can be written to the output folder " + folder + ": " + reason(e) + ".", e);
        }
        return new OutputFolder(folder);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String given = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return Objects.requireNonNullElse(given, "the file system refuses");
    }

    /** Where a file of that name is or will be. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes text in UTF-8. */
    public void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a PNG. */
    public void write(String name, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        write(name, bytes.toByteArray());
    }

    private void write(String name, byte[] bytes) throws IOException {
        AtomicFile.write(file(name), channel -> {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        });
    }
}
