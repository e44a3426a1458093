package espalier.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import espalier.runtime.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {

    private static final List<String> CLASSES = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("images");
    }

    @Test
    void readsImagesPlainOrGzipped() throws IOException {
        byte[] bytes = images(2, 2, 3);
        Files.write(file, bytes);
        Tensor plain = Idx.readImages(file, 0, 1);
        assertArrayEquals(new int[] {2, 1, 2, 3}, plain.shape());
        assertEquals(11 / 255f, plain.get(1, 0, 1, 2));
        Files.write(file, gzipped(bytes));
        assertEquals((11 / 255.0 - 0.5) / 0.25, Idx.readImages(file, 0.5, 0.25).get(1, 0, 1, 2), 1e-6);
    }

    @Test
    void readsLabels() throws IOException {
        Files.write(file, labels(0, 2, 200));
        assertArrayEquals(new int[] {0, 2, 200}, Idx.readLabels(file));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertImages("there is no such file.");
        Files.write(file, new byte[0]);
        assertImages("it ends within its header; it is cut off, or not an IDX file.");
        Files.write(file, labels(1));
        assertImages("expected images, but it holds labels.");
        Files.write(file, images(1, 1, 1));
        assertSentence("expected labels, but it holds images.", () -> Idx.readLabels(file));
        Files.writeString(file, "not an idx file");
        assertImages("expected an IDX file of images, which begins with 00000803, but it begins with 6e6f7420.");
        Files.write(file, Arrays.copyOf(images(2, 2, 3), 20));
        assertImages("it should hold 12 values, but ends after 4; it is cut off.");
        Files.write(file, Arrays.copyOf(images(2, 2, 3), 10));
        assertImages("it ends within its header; it is cut off, or not an IDX file.");
        Files.write(file, Arrays.copyOf(images(2, 2, 3), 29));
        assertImages("it should end after 12 values, but more bytes follow.");
        Files.write(file, header(0x803, 1, 0, 1));
        assertImages("dimension 1 is 0, but must be at least 1.");
        Files.write(file, header(0x803, -1, 28, 28));
        assertImages("dimension 0 is -1, but must be at least 1.");
        Files.write(file, header(0x803, 100_000, 100_000, 100_000));
        assertImages("its 1000000000000000 values exceed what a Java array holds.");
        Files.write(file, header(0x803, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertImages("its dimensions exceed what a Java array holds.");
        Files.write(file, header(0x803, 2_000_000_000, 1, 1));
        assertImages("it should hold 2000000000 values, but ends after 0; it is cut off.");
    }

    @Test
    void saysWhatIsWrongWithGzip() throws IOException {
        byte[] whole = gzipped(images(20, 5, 5));
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertImages("its gzip data end early; it is cut off.");
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;
        Files.write(file, damaged);
        assertImages("its gzip data are damaged (Corrupt GZIP trailer).");
    }

    @Test
    void readsAFolderOfFourFiles() throws IOException {
        writeFolder();
        IdxFolder data = IdxFolder.read(folder, CLASSES, 0, 1);
        assertEquals(3, data.train().size());
        assertEquals(2, data.test().size());
        assertEquals(List.of(1, 2, 2), data.train().imageShape());
        assertEquals(2, data.train().label(2));
        assertEquals(CLASSES, data.test().classNames());
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws IOException {
        Path absent = folder.resolve("absent");
        assertSentence(absent, "there is no such folder.", () -> IdxFolder.read(absent, CLASSES, 0, 1));
        assertSentence(
                folder,
                "there is no train-images-idx3-ubyte in it, neither plain nor with .gz.",
                () -> IdxFolder.read(folder, CLASSES, 0, 1));
        writeFolder();
        Path labels = folder.resolve("t10k-labels-idx1-ubyte");
        Files.write(labels, labels(0, 1, 2));
        assertSentence(
                labels, "it holds 3 labels, but there are 2 images.", () -> IdxFolder.read(folder, CLASSES, 0, 1));
        Files.write(labels, labels(0, 3));
        assertSentence(
                labels,
                "label 1 is 3, but there are only 3 classes (0 to 2).",
                () -> IdxFolder.read(folder, CLASSES, 0, 1));
        Files.write(labels, labels(0, 1));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2, 3, 3));
        assertSentence(
                folder,
                "the training images are 1x2x2, but the test images 1x3x3.",
                () -> IdxFolder.read(folder, CLASSES, 0, 1));
    }

    private void writeFolder() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzipped(images(3, 2, 2)));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzipped(labels(0, 1, 2)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2, 2, 2));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(2, 0));
    }

    /** Pixels 0, 1, 2, ... */
    private static byte[] images(int n, int h, int w) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + n * h * w).put(header(0x803, n, h, w));
        for (int i = 0; i < n * h * w; i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).put(header(0x801, labels.length));
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    private static byte[] header(int magic, int... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dims.length).putInt(magic);
        for (int dim : dims) {
            bytes.putInt(dim);
        }
        return bytes.array();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private void assertImages(String problem) {
        assertSentence(problem, () -> Idx.readImages(file, 0, 1));
    }

    private void assertSentence(String problem, Executable action) {
        assertSentence(file, problem, action);
    }

    private static void assertSentence(Path file, String problem, Executable action) {
        assertEquals(
                file + ": " + problem,
                assertThrows(UnreadableFileException.class, action).getMessage());
    }
}
