package espalier.samples.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the images come from. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "A folder of pictures in train/<class>/ and val/<class>/, or of four IDX files, each with or without .gz: "
                        + "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, "
                        + "t10k-labels-idx1-ubyte; the t10k images are for validation. A file classes.txt beside these may "
                        + "name the classes, one a line. By default, for small images, a slice of Fashion-MNIST."
            })
    private Path folder;

    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }
}
