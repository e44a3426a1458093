package espalier.samples.command;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small sets of images: class k has a bright bar in row 2k + 4. */
final class IdxFolder {
    private IdxFolder() {}

    static Path write(Path folder, int size, int trainingImages, int validationImages) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", size, trainingImages, false);
        write(folder, "t10k", size, validationImages, true);
        return folder;
    }

    private static void write(Path folder, String part, int size, int images, boolean zipped) throws IOException {
        String suffix = zipped ? ".gz" : "";
        try (DataOutputStream out = open(folder.resolve(part + "-images-idx3-ubyte" + suffix), zipped)) {
            out.writeInt(0x803);
            out.writeInt(images);
            out.writeInt(size);
            out.writeInt(size);
            for (int image = 0; image < images; image++) {
                out.write(picture(image % 10, size));
            }
        }
        try (DataOutputStream out = open(folder.resolve(part + "-labels-idx1-ubyte" + suffix), zipped)) {
            out.writeInt(0x801);
            out.writeInt(images);
            for (int image = 0; image < images; image++) {
                out.writeByte(image % 10);
            }
        }
    }

    static byte[] picture(int label, int size) {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                pixels.write(row == 2 * label + 4 ? 200 + column : 0);
            }
        }
        return pixels.toByteArray();
    }

    private static DataOutputStream open(Path file, boolean zipped) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new DataOutputStream(zipped ? new GZIPOutputStream(out) : out);
    }
}
