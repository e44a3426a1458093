package espalier.runtime.io;

import espalier.runtime.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Images and labels in the IDX format of MNIST: unsigned bytes behind a magic number and big-endian dimensions. Plain or
 * gzipped, told by content.
 */
public final class Idx {

    /** Unsigned bytes (8) in three dimensions. */
    private static final int IMAGES = 0x0803;

    /** Unsigned bytes (8) in one dimension. */
    private static final int LABELS = 0x0801;

    private static final int GZIP = 0x1f8b;

    private Idx() {}

    /**
     * Grey images, each pixel taken as {@code (p / 255 - mean) / deviation}.
     *
     * @param mean of the pixels in [0, 1]; 0 leaves them there
     * @param deviation above 0; 1 leaves them there
     * @return N,1,H,W
     * @throws UnreadableFileException if the file is missing, damaged or holds no images, in one sentence
     * @throws IOException if reading fails
     */
    public static Tensor readImages(Path file, double mean, double deviation) throws IOException {
        try (InputStream in = open(file)) {
            return readImages(in, file.toString(), mean, deviation);
        }
    }

    /**
     * As {@link #readImages(Path, double, double)}, from a stream, which is read to its end and not closed.
     *
     * @param name for messages
     */
    public static Tensor readImages(InputStream stream, String name, double mean, double deviation) throws IOException {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("The deviation must be above 0, not " + deviation + ".");
        }
        float[] scaled = new float[256];
        for (int pixel = 0; pixel < scaled.length; pixel++) {
            scaled[pixel] = (float) ((pixel / 255.0 - mean) / deviation);
        }
        Content content = read(stream, name, IMAGES, 3);
        float[] values = new float[content.bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scaled[content.bytes[i] & 0xff];
        }
        return Tensor.of(values, content.dims[0], 1, content.dims[1], content.dims[2]);
    }

    /**
     * Labels, from 0 to 255.
     *
     * @throws UnreadableFileException if the file is missing, damaged or holds no labels, in one sentence
     * @throws IOException if reading fails
     */
    public static int[] readLabels(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return readLabels(in, file.toString());
        }
    }

    /**
     * As {@link #readLabels(Path)}, from a stream, which is read to its end and not closed.
     *
     * @param name for messages
     */
    public static int[] readLabels(InputStream stream, String name) throws IOException {
        Content content = read(stream, name, LABELS, 1);
        int[] labels = new int[content.bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = content.bytes[i] & 0xff;
        }
        return labels;
    }

    /** What a file holds, as it stands there. */
    private static final class Content {
        final int[] dims;
        final byte[] bytes;

        Content(int[] dims, byte[] bytes) {
            this.dims = dims;
            this.bytes = bytes;
        }
    }

    private static InputStream open(Path file) throws IOException {
        ReadableFile.check(file);
        return Files.newInputStream(file);
    }

    private static Content read(InputStream stream, String name, int magic, int rank) throws IOException {
        try {
            InputStream in = unzipped(stream);
            int found = readInt(in, name);
            if (found != magic) {
                throw new UnreadableFileException(name, wrongMagic(magic, found));
            }
            int[] dims = new int[rank];
            long size = 1;
            for (int i = 0; i < rank; i++) {
                dims[i] = readInt(in, name);
                if (dims[i] < 1) {
                    throw new UnreadableFileException(
                            name, "dimension " + i + " is " + dims[i] + ", but must be at least 1.");
                }
                size = Math.multiplyExact(size, dims[i]);
            }
            if (size > Integer.MAX_VALUE - 8) {
                throw new UnreadableFileException(name, "its " + size + " values exceed what a Java array holds.");
            }
            // Grows as bytes arrive, so that a damaged length asks for no more memory than the file fills.
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                throw new UnreadableFileException(
                        name,
                        "it should hold " + size + " values, but ends after " + bytes.length + "; it is cut off.");
            }
            if (in.read() >= 0) {
                throw new UnreadableFileException(
                        name, "it should end after " + size + " values, but more bytes follow.");
            }
            return new Content(dims, bytes);
        } catch (ArithmeticException overflow) {
            throw new UnreadableFileException(name, "its dimensions exceed what a Java array holds.");
        } catch (ZipException damaged) {
            throw new UnreadableFileException(name, "its gzip data are damaged (" + damaged.getMessage() + ").");
        } catch (EOFException truncated) {
            throw new UnreadableFileException(name, "its gzip data end early; it is cut off.");
        }
    }

    private static InputStream unzipped(InputStream stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream);
        in.mark(2);
        int start = in.read() << 8 | in.read();
        in.reset();
        return start == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static int readInt(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw new UnreadableFileException(name, "it ends within its header; it is cut off, or not an IDX file.");
        }
        return ByteBuffer.wrap(bytes).getInt();
    }

    private static String wrongMagic(int expected, int found) {
        String wanted = expected == IMAGES ? "images" : "labels";
        if (found == IMAGES || found == LABELS) {
            return "expected " + wanted + ", but it holds " + (found == IMAGES ? "images" : "labels") + ".";
        }
        return String.format(
                "expected an IDX file of %s, which begins with %08x, but it begins with %08x.",
                wanted, expected, found);
    }
}
