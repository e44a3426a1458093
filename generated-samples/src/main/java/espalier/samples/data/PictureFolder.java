package espalier.samples.data;

import espalier.runtime.Tensor;
import espalier.runtime.io.UnreadableFileException;
import espalier.runtime.train.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Training and validation images as picture files in a folder a class: {@code train/<class>/…} and
 * {@code val/<class>/…}, the classes numbered in the order of their names. All are held in memory.
 *
 * @param folder that holds {@code train} and {@code val}
 * @param input makes the network's input 1,C,H,W of a picture file
 * @param classes that the network tells apart
 */
public record PictureFolder(Path folder, Function<Picture, Tensor> input, int channels, int classes) {
    private static final String TRAINING = "train";
    private static final String VALIDATION = "val";

    /** Whether a folder is laid out like this. */
    public static boolean is(Path folder) {
        return Files.isDirectory(folder.resolve(TRAINING));
    }

    /** Reads the training images. */
    public Dataset training() throws IOException {
        return read(TRAINING);
    }

    /** Reads the validation images. */
    public Dataset validation() throws IOException {
        return read(VALIDATION);
    }

    private Dataset read(String part) throws IOException {
        List<String> names = classNames();
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < names.size(); label++) {
            Path ofClass = folder.resolve(part).resolve(names.get(label));
            if (!Files.isDirectory(ofClass)) {
                throw new UnreadableFileException(ofClass, "there is no such folder.");
            }
            for (Path file : children(ofClass)) {
                files.add(file);
                labels.add(label);
            }
        }
        for (Path ofClass : children(folder.resolve(part))) {
            if (Files.isDirectory(ofClass)
                    && !names.contains(ofClass.getFileName().toString())) {
                throw new UnreadableFileException(
                        ofClass,
                        "no class is called so; the classes are the folders in " + folder.resolve(TRAINING) + ".");
            }
        }
        if (files.isEmpty()) {
            throw new UnreadableFileException(folder.resolve(part), "there are no pictures in its folders.");
        }
        return Dataset.of(
                images(files), labels.stream().mapToInt(Integer::intValue).toArray(), padded(names));
    }

    private Tensor images(List<Path> files) throws IOException {
        Tensor first = input.apply(Picture.read(files.get(0), channels));
        if ((long) first.size() * files.size() > Integer.MAX_VALUE - 8) {
            throw new UnreadableFileException(
                    folder, "its " + files.size() + " pictures take more values than a Java array holds; give fewer.");
        }
        Tensor images = Tensor.zeros(files.size(), first.dim(1), first.dim(2), first.dim(3));
        for (int i = 0; i < files.size(); i++) {
            Tensor image = i == 0 ? first : input.apply(Picture.read(files.get(i), channels));
            System.arraycopy(image.data(), 0, images.data(), i * image.size(), image.size());
        }
        return images;
    }

    /** Those of the training images. */
    private List<String> classNames() throws IOException {
        List<String> names = children(folder.resolve(TRAINING)).stream()
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .toList();
        if (names.size() > classes) {
            throw new UnreadableFileException(
                    folder.resolve(TRAINING),
                    "it holds " + names.size() + " classes, but the network tells apart " + classes + ".");
        }
        return names;
    }

    /** Outputs that no folder is for are named by their numbers. */
    private List<String> padded(List<String> names) {
        List<String> all = new ArrayList<>(names);
        while (all.size() < classes) {
            all.add(String.valueOf(all.size()));
        }
        return all;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
