package espalier.samples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Tensor;
import espalier.runtime.train.Dataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
    @TempDir
    private Path folder;

    private void write(String file, int colour) throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 2, 2, new int[] {colour, colour, colour, colour}, 0, 2);
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        ImageIO.write(image, "png", path.toFile());
    }

    private PictureFolder pictures(int classes) {
        return new PictureFolder(folder, picture -> Tensor.of(picture.fill(1, 1).values(), 1, 3, 1, 1), 3, classes);
    }

    private String failure(int classes) {
        return assertThrows(IOException.class, () -> pictures(classes).validation())
                .getMessage();
    }

    @Test
    void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
        assertFalse(PictureFolder.is(folder));
        write("train/red/a.png", 0xff0000);
        write("train/blue/b.png", 0x0000ff);
        write("train/blue/a.png", 0x0000ff);
        write("val/blue/a.png", 0x0000ff);
        write("val/red/a.png", 0xff0000);
        assertTrue(PictureFolder.is(folder));
        Dataset training = pictures(3).training();
        assertEquals(3, training.size());
        assertEquals(List.of("blue", "red", "2"), training.classNames());
        assertEquals(List.of(0, 0, 1), List.of(training.label(0), training.label(1), training.label(2)));
        assertArrayEquals(new float[] {1, 0, 0}, training.image(2).data());
        assertEquals(2, pictures(3).validation().size());
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        write("train/red/a.png", 0xff0000);
        write("train/blue/a.png", 0x0000ff);
        assertEquals(folder.resolve("train") + ": it holds 2 classes, but the network tells apart 1.", failure(1));
        assertEquals(folder.resolve("val/blue") + ": there is no such folder.", failure(2));
        Files.createDirectories(folder.resolve("val/blue"));
        Files.createDirectories(folder.resolve("val/red"));
        assertEquals(folder.resolve("val") + ": there are no pictures in its folders.", failure(2));
        Files.createDirectories(folder.resolve("val/green"));
        assertEquals(
                folder.resolve("val/green") + ": no class is called so; the classes are the folders in "
                        + folder.resolve("train") + ".",
                failure(2));
    }
}
