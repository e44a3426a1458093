import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Takes the first images of every class out of a data set in MNIST's four gzipped IDX files, in the order of the files:
 * {@code java Slice.java FROM TO TRAIN_PER_CLASS TEST_PER_CLASS}.
 */
final class Slice {

    private static final int CLASSES = 10;
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;

    private Slice() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("usage: java Slice.java FROM TO TRAIN_PER_CLASS TEST_PER_CLASS");
        }
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[1]);
        slice(from, to, "train", Integer.parseInt(arguments[2]));
        slice(from, to, "t10k", Integer.parseInt(arguments[3]));
    }

    private static void slice(Path from, Path to, String set, int perClass) throws IOException {
        String imagesName = set + "-images-idx3-ubyte.gz";
        String labelsName = set + "-labels-idx1-ubyte.gz";
        try (DataInputStream images = open(from.resolve(imagesName));
                DataInputStream labels = open(from.resolve(labelsName))) {
            expect(imagesName, IMAGES_MAGIC, images.readInt());
            expect(labelsName, LABELS_MAGIC, labels.readInt());
            int count = images.readInt();
            expect(labelsName, count, labels.readInt());
            int height = images.readInt();
            int width = images.readInt();

            int[] taken = new int[CLASSES];
            List<byte[]> keptImages = new ArrayList<>();
            List<Byte> keptLabels = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] image = images.readNBytes(height * width);
                byte label = labels.readByte();
                if (taken[label] < perClass) {
                    taken[label]++;
                    keptImages.add(image);
                    keptLabels.add(label);
                }
            }
            expect(imagesName, CLASSES * perClass, keptImages.size());

            try (DataOutputStream out = create(to.resolve(imagesName))) {
                out.writeInt(IMAGES_MAGIC);
                out.writeInt(keptImages.size());
                out.writeInt(height);
                out.writeInt(width);
                for (byte[] image : keptImages) {
                    out.write(image);
                }
            }
            try (DataOutputStream out = create(to.resolve(labelsName))) {
                out.writeInt(LABELS_MAGIC);
                out.writeInt(keptLabels.size());
                for (byte label : keptLabels) {
                    out.writeByte(label);
                }
            }
        }
    }

    private static void expect(String file, int expected, int actual) throws IOException {
        if (expected != actual) {
            throw new IOException(file + ": expected " + expected + ", found " + actual);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    }

    private static DataOutputStream create(Path file) throws IOException {
        OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        };
        return new DataOutputStream(compressed);
    }
}
