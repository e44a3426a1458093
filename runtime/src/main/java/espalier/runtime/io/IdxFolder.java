package espalier.runtime.io;

import espalier.runtime.Tensor;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The four files in which MNIST and its relatives come: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
 * {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, each plain or with {@code .gz}. Old copies that
 * write {@code .idx} for {@code -idx} are found too.
 *
 * @param train for training
 * @param test for the final evaluation
 */
public record IdxFolder(Dataset train, Dataset test) {

    /**
     * Reads a folder, each pixel taken as {@code (p / 255 - mean) / deviation}.
     *
     * @param classNames one for each label from 0
     * @throws UnreadableFileException if a file is missing, damaged, or does not fit the others, in one sentence
     * @throws IOException if reading fails
     */
    public static IdxFolder read(Path folder, List<String> classNames, double mean, double deviation)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableFileException(folder, "there is no such folder.");
        }
        Dataset train = read(folder, "train", classNames, mean, deviation);
        Dataset test = read(folder, "t10k", classNames, mean, deviation);
        if (!train.imageShape().equals(test.imageShape())) {
            throw new UnreadableFileException(
                    folder,
                    "the training images are " + train.imageShapeText() + ", but the test images "
                            + test.imageShapeText() + ".");
        }
        return new IdxFolder(train, test);
    }

    private static Dataset read(Path folder, String part, List<String> classNames, double mean, double deviation)
            throws IOException {
        Path imageFile = find(folder, part + "-images-idx3-ubyte");
        Path labelFile = find(folder, part + "-labels-idx1-ubyte");
        Tensor images = Idx.readImages(imageFile, mean, deviation);
        int[] labels = Idx.readLabels(labelFile);
        if (labels.length != images.dim(0)) {
            throw new UnreadableFileException(
                    labelFile, "it holds " + labels.length + " labels, but there are " + images.dim(0) + " images.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= classNames.size()) {
                throw new UnreadableFileException(
                        labelFile,
                        "label " + i + " is " + labels[i] + ", but there are only " + classNames.size()
                                + " classes (0 to " + (classNames.size() - 1) + ").");
            }
        }
        return Dataset.of(images, labels, classNames);
    }

    private static Path find(Path folder, String name) throws UnreadableFileException {
        for (String candidate : List.of(name, name + ".gz", name.replace("-idx", ".idx"))) {
            if (Files.isRegularFile(folder.resolve(candidate))) {
                return folder.resolve(candidate);
            }
        }
        throw new UnreadableFileException(folder, "there is no " + name + " in it, neither plain nor with .gz.");
    }
}
