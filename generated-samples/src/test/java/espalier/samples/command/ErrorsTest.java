package espalier.samples.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Tensor;
import espalier.runtime.io.Safetensors;
import espalier.samples.command.CommandLineHarness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each error is one sentence, with an exit code, and leaves nothing behind. */
class ErrorsTest {
    @TempDir
    private Path temporary;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() throws IOException {
        data = IdxFolder.write(temporary.resolve("data"), 28, 20, 10);
        out = temporary.resolve("out");
    }

    private static void assertMisunderstood(String sentence, Result result) {
        assertEquals(sentence, result.sentence());
        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
    }

    private static void assertFails(String sentence, Result result) {
        assertEquals("espalier: " + sentence, result.err().strip());
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
    }

    private Result train() {
        return CommandLineHarness.run("train", "linear28", "--data", data, "--out", out);
    }

    private Result evaluate(Path weights) {
        return CommandLineHarness.run("evaluate", "linear28", "--data", data, "--weights", weights);
    }

    @Test
    void aNetworkNearlyNamed() {
        assertMisunderstood(
                "espalier summary: There is no network called Liner_28. Did you mean Linear28?",
                CommandLineHarness.run("summary", "Liner_28"));
    }

    @Test
    void aNetworkOfAnotherName() {
        assertMisunderstood(
                "espalier bench: There is no network called mobilenet. There are Linear28, Linear32.",
                CommandLineHarness.run("bench", "mobilenet"));
    }

    @Test
    void noCommand() {
        assertMisunderstood("espalier: Which command?", CommandLineHarness.run());
        assertEquals(2, CommandLineHarness.run("frobnicate").exitCode());
    }

    @Test
    void valuesOutOfRange() {
        assertMisunderstood(
                "espalier train: --epochs must be at least 1, not 0.",
                CommandLineHarness.run("train", "linear28", "--epochs", 0));
        assertMisunderstood(
                "espalier train: --lr must be above 0, not -1.0.",
                CommandLineHarness.run("train", "linear28", "--lr", -1));
        assertMisunderstood(
                "espalier train: --clip-norm must be above 0, not 0.0.",
                CommandLineHarness.run("train", "linear28", "--clip-norm", 0));
        assertMisunderstood(
                "espalier bench: --batch must be at least 1, not -3.",
                CommandLineHarness.run("bench", "linear28", "--batch", -3));
        assertMisunderstood(
                "espalier bench: --threads must be at least 1, not 0.",
                CommandLineHarness.run("bench", "linear28", "--threads", 0));
        assertMisunderstood(
                "espalier bench: --batch must be at most 2739137, or the images exceed a Java array, not 100000000.",
                CommandLineHarness.run("bench", "linear28", "--batch", 100_000_000));
        assertEquals(
                2,
                CommandLineHarness.run("train", "linear28", "--optimizer", "sgdx")
                        .exitCode());
    }

    @Test
    void noDataFolder() {
        Path missing = temporary.resolve("missing");
        assertFails(
                "There is no data folder " + missing + ".",
                CommandLineHarness.run("train", "linear28", "--data", missing, "--out", out));
    }

    @Test
    void aFileMissingInTheDataFolder() throws IOException {
        Files.delete(data.resolve("train-labels-idx1-ubyte"));
        assertFails(
                data + ": there is neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz in this folder.",
                train());
        assertFalse(Files.exists(out), "a folder for nothing");
    }

    @Test
    void truncatedImages() throws IOException {
        Path file = data.resolve("train-images-idx3-ubyte");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        Result result = train();
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("espalier: " + file + ": it should hold 15680 values"), result.err());
        assertEquals(1, result.err().lines().count());
        assertNothingWritten();
    }

    @Test
    void truncatedGzip() throws IOException {
        Path file = data.resolve("t10k-images-idx3-ubyte.gz");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 60));
        Result result = train();
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("espalier: " + file + ": "), result.err());
        assertEquals(1, result.err().lines().count());
        assertNothingWritten();
    }

    @Test
    void imagesOfAnotherSize() throws IOException {
        data = IdxFolder.write(temporary.resolve("small"), 20, 20, 10);
        assertFails(
                data.resolve("train-images-idx3-ubyte") + ": the images are 20x20, but the network takes 28x28.",
                train());
    }

    @Test
    void labelsThatAreNoClasses() throws IOException {
        byte[] labels = Files.readAllBytes(data.resolve("train-labels-idx1-ubyte"));
        labels[8 + 3] = 77;
        Files.write(data.resolve("train-labels-idx1-ubyte"), labels);
        assertFails(
                data.resolve("train-labels-idx1-ubyte")
                        + ": label 3 is 77, but the network tells apart the classes 0 to 9.",
                train());
    }

    @Test
    void moreLabelsThanImages() throws IOException {
        IdxFolder.write(temporary.resolve("more"), 28, 30, 10);
        Path labels = data.resolve("train-labels-idx1-ubyte");
        Files.write(labels, Files.readAllBytes(temporary.resolve("more/train-labels-idx1-ubyte")));
        assertFails(
                labels + ": there are 30 labels, but 20 images in " + data.resolve("train-images-idx3-ubyte") + ".",
                train());
    }

    @Test
    void anOutputFolderThatIsAFile() throws IOException {
        Files.writeString(out, "mine");
        assertFails("The output folder " + out + " cannot be made: a file of that name is in the way.", train());
        assertEquals("mine", Files.readString(out));
    }

    @Test
    void anOutputFolderBelowAFile() throws IOException {
        Files.writeString(out, "mine");
        Path below = out.resolve("below");
        Result result = CommandLineHarness.run("train", "linear28", "--data", data, "--out", below);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("espalier: The output folder " + below + " cannot be made: "), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void aTrainingThatDiverges() throws IOException {
        Result result =
                CommandLineHarness.run("train", "linear28", "--data", data, "--out", out, "--lr", 1e38, "--epochs", 9);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("try a learning rate below"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertNothingWritten();
    }

    @Test
    void noWeights() {
        Path missing = temporary.resolve("none.safetensors");
        Result result = evaluate(missing);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains(missing.toString()), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void damagedWeights() throws IOException {
        Path file = temporary.resolve("damaged.safetensors");
        Files.writeString(file, "this is no safetensors file at all");
        Result result = evaluate(file);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("espalier: " + file + ": "), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void weightsOfAnotherShape() throws IOException {
        Path file = temporary.resolve("other.safetensors");
        new Safetensors(Map.of("out.weight", Tensor.zeros(10, 5), "out.bias", Tensor.zeros(10)), Map.of()).write(file);
        Result result = evaluate(file);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("espalier: " + file + ": out.weight is 10x784, but 10x5 "), result.err());
    }

    @Test
    void weightsOfAnUnknownLayer() throws IOException {
        Path file = temporary.resolve("other.safetensors");
        new Safetensors(Map.of("oud.weight", Tensor.zeros(10, 784), "out.bias", Tensor.zeros(10)), Map.of())
                .write(file);
        Result result = evaluate(file);
        assertEquals(1, result.exitCode());
        assertTrue(result.err().contains("oud.weight. Did you mean out.weight?"), result.err());
    }

    @Test
    void exportToNowhere() throws IOException {
        Path folder = temporary.resolve("missing");
        Path file = folder.resolve("net.onnx");
        assertFails(
                file + ": cannot be written, since the folder " + folder + " does not exist.",
                CommandLineHarness.run("export", "linear28", "--onnx", file));
        assertMisunderstood(
                "espalier export: The opset must be from 17 to 22, but 16 was given.",
                CommandLineHarness.run("export", "linear28", "--opset", 16, "--onnx", temporary.resolve("net.onnx")));
        assertMisunderstood(
                "espalier export: Linear28 takes images of 28x28, not 32x32.",
                CommandLineHarness.run(
                        "export", "linear28", "--size", "32x32", "--onnx", temporary.resolve("net.onnx")));
        assertMisunderstood(
                "espalier export: Missing required option: '--onnx=FILE'",
                CommandLineHarness.run("export", "linear28"));
    }

    @Test
    void imagesThatAreNone() throws IOException {
        train();
        Path weights = out.resolve("weights.safetensors");
        Path text = Files.writeString(temporary.resolve("text.png"), "hello");
        Path damaged = temporary.resolve("damaged.png");
        Files.write(damaged, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        Path missing = temporary.resolve("missing.png");
        assertFails("There is no image " + missing + ".", predict(weights, missing));
        assertFails(
                text + " is not an image of a known format, such as PNG, JPEG, GIF or BMP.", predict(weights, text));
        assertFails(temporary + " is a folder, not an image.", predict(weights, temporary));
        assertFails(
                "The image " + damaged + " cannot be read: it is damaged or access is denied.",
                predict(weights, damaged));
    }

    private static Result predict(Path weights, Path image) {
        return CommandLineHarness.run("predict", "linear28", "--weights", weights, image);
    }

    private void assertNothingWritten() throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                assertEquals(List.of(), files.toList());
            }
        }
    }
}
