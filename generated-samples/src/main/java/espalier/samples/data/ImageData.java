package espalier.samples.data;

import espalier.runtime.Tensor;
import espalier.runtime.io.Idx;
import espalier.runtime.io.UnreadableFileException;
import espalier.runtime.train.Dataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training and validation images in the four IDX files of MNIST and its kin: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each with or without
 * {@code .gz}. The t10k images are the validation images.
 *
 * <p>Classes are named by the lines of a file {@code classes.txt} in the folder, if there is one; Fashion-MNIST is known by
 * its labels; otherwise a class's name is its number.
 *
 * <p>A network that takes colours sees the grey of these images in each channel.
 *
 * @param folder where the files are; otherwise the slice of Fashion-MNIST that ships with the samples
 * @param pixels how pictures become input
 * @param height of the network's input
 * @param width of the network's input
 * @param margin rows and columns of black that a picture may lack on each side
 * @param classes that the network tells apart
 */
public record ImageData(Optional<Path> folder, Pixels pixels, int height, int width, int margin, int classes) {
    private static final String SHIPPED = "/espalier/samples/data/fashion-mnist/";
    private static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    /** The first labels of the validation images, by which the whole set is known. */
    private static final int[] FASHION_LABELS = {9, 2, 1, 1, 6, 1, 4, 6, 5, 7, 4, 5, 7, 3, 4, 1};

    /** Reads the training images. */
    public Dataset training() throws IOException {
        return read("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    }

    /** Reads the validation images. */
    public Dataset validation() throws IOException {
        return read("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    }

    private Dataset read(String imagesName, String labelsName) throws IOException {
        Tensor images = images(imagesName);
        int[] labels = labels(labelsName);
        if (images.dim(0) != labels.length) {
            throw new UnreadableFileException(
                    source(labelsName),
                    "there are " + labels.length + " labels, but " + images.dim(0) + " images in " + source(imagesName)
                            + ".");
        }
        List<String> names = classNames();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= names.size()) {
                throw new UnreadableFileException(
                        source(labelsName),
                        "label " + i + " is " + labels[i] + ", but the network tells apart the classes 0 to "
                                + (names.size() - 1) + ".");
            }
        }
        return Dataset.of(images, labels, names);
    }

    private Tensor images(String name) throws IOException {
        Tensor images;
        try (InputStream in = open(name)) {
            images = pixels.channels() == 1
                    ? Idx.readImages(
                            in,
                            source(name),
                            pixels.mean().get(0),
                            pixels.deviation().get(0))
                    : pixels.input(Idx.readImages(in, source(name), 0, 1));
        }
        int rows = images.dim(2);
        int columns = images.dim(3);
        boolean whole = rows == height && columns == width;
        boolean inner = rows == height - 2 * margin && columns == width - 2 * margin;
        if (!whole && !inner) {
            throw new UnreadableFileException(
                    source(name),
                    "the images are " + rows + "x" + columns + ", but the network takes " + (height - 2 * margin) + "x"
                            + (width - 2 * margin) + ".");
        }
        return pixels.centred(images, height, width);
    }

    private int[] labels(String name) throws IOException {
        try (InputStream in = open(name)) {
            return Idx.readLabels(in, source(name));
        }
    }

    private List<String> classNames() throws IOException {
        if (folder.isEmpty()) {
            return FASHION;
        }
        Path file = folder.get().resolve("classes.txt");
        if (Files.exists(file)) {
            List<String> names = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            if (names.size() != classes) {
                throw new UnreadableFileException(
                        file, "it names " + names.size() + " classes, but the network tells apart " + classes + ".");
            }
            return names;
        }
        int[] labels = labels("t10k-labels-idx1-ubyte");
        int[] first = Arrays.copyOf(labels, Math.min(labels.length, FASHION_LABELS.length));
        return Arrays.equals(first, FASHION_LABELS)
                ? FASHION
                : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    private InputStream open(String name) throws IOException {
        if (folder.isEmpty()) {
            InputStream in = ImageData.class.getResourceAsStream(SHIPPED + name + ".gz");
            if (in == null) {
                throw new FileNotFoundException("The images that ship with the samples are missing from this build.");
            }
            return in;
        }
        if (!Files.isDirectory(folder.get())) {
            throw new IOException("There is no data folder " + folder.get() + ".");
        }
        Path file = file(folder.get(), name);
        if (!Files.exists(file)) {
            throw new UnreadableFileException(
                    folder.get(), "there is neither " + name + " nor " + name + ".gz in this folder.");
        }
        return Files.newInputStream(file);
    }

    private static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }

    /** For messages. */
    private String source(String name) {
        return folder.map(path -> file(path, name).toString()).orElse(name + ".gz of the samples");
    }
}
