package espalier.samples.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.samples.command.CommandLineHarness.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path temporary;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() throws IOException {
        data = IdxFolder.write(temporary.resolve("data"), 28, 200, 50);
        out = temporary.resolve("deep/out");
    }

    private Result train(Object... more) {
        Object[] command = {"train", "linear28", "--data", data, "--out", out};
        Object[] all = new Object[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return CommandLineHarness.run(all);
    }

    @Test
    void listNamesTheNetworks() throws IOException {
        Result text = CommandLineHarness.run("list");
        assertEquals(0, text.exitCode());
        assertTrue(text.out().contains("Linear28    1x28x28       7,850 parameters  one dense layer"), text.out());
        Result json = CommandLineHarness.run("list", "--json");
        assertEquals(1, json.out().lines().count());
        List<?> networks = (List<?>) json.json().get("networks");
        assertEquals("Linear28", ((Map<?, ?>) networks.get(0)).get("name"));
        assertEquals(7850, ((Map<?, ?>) networks.get(0)).get("parameters"));
    }

    @Test
    void summaryTellsEveryLayer() throws IOException {
        assertTrue(CommandLineHarness.run("summary", "LINEAR-28").out().contains("7,850 parameters"));
        Map<String, Object> json =
                CommandLineHarness.run("summary", "linear28", "--json").json();
        assertEquals(7850, json.get("parameters"));
        assertEquals(7840, json.get("macs"));
        Map<?, ?> layer = (Map<?, ?>) ((List<?>) json.get("layers")).get(0);
        assertEquals("out", layer.get("name"));
        assertEquals(List.of(10), layer.get("output"));
        assertEquals(List.of(28, 28), layer.get("receptiveField"));
    }

    @Test
    void exportWritesOnnx() throws IOException {
        train();
        Path file = temporary.resolve("linear.onnx");

        Result result = CommandLineHarness.run(
                "export", "linear28", "--weights", out.resolve("weights.safetensors"), "--onnx", file, "--opset", 18);

        assertEquals(0, result.exitCode(), result.err());
        assertEquals(
                "Linear28, input Nx1x28x28, opset 18: %,d bytes in %s.%n".formatted(Files.size(file), file),
                result.out());
        assertTrue(Files.size(file) > 4 * 7850, "the weights stand in it");
        Map<String, Object> json = CommandLineHarness.run("export", "linear28", "--onnx", file, "--json")
                .json();
        assertEquals(17, json.get("opset"));
        assertEquals(List.of("out"), json.get("outputs"));
        assertEquals(Files.size(file), ((Number) json.get("bytes")).longValue());
    }

    @Test
    void trainLearnsAndWritesEverything() throws IOException {
        Result result = train("--epochs", 3);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.err());
        assertTrue(result.out().contains("epoch 3/3  loss "), result.out());
        assertTrue(result.out().contains("Accuracy 100.00 % on 50 validation images"), result.out());
        assertEquals(
                List.of("confusion.csv", "confusion.png", "curves.png", "history.csv", "weights.safetensors"), files());
        assertEquals(4, Files.readAllLines(out.resolve("history.csv")).size());
        assertEquals(11, Files.readAllLines(out.resolve("confusion.csv")).size());
        BufferedImage curves = ImageIO.read(out.resolve("curves.png").toFile());
        assertTrue(curves.getWidth() > 1000);
        assertTrue(ImageIO.read(out.resolve("confusion.png").toFile()).getWidth() > 500);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void trainSpeaksJsonAloneOnStandardOutput() throws IOException {
        Result result = train("--json");
        assertEquals(1, result.out().lines().count());
        assertEquals(1.0, result.json().get("accuracy"));
        assertTrue((double) result.json().get("loss") < 1);
        assertTrue(result.err().contains("epoch 1/2"), result.err());
    }

    @Test
    void theSameSeedGivesTheSameWeights() throws IOException {
        train("--seed", 7, "--threads", 1);
        byte[] first = Files.readAllBytes(out.resolve("weights.safetensors"));
        train("--seed", 7, "--threads", 2);
        assertArrayEquals(first, Files.readAllBytes(out.resolve("weights.safetensors")));
    }

    @Test
    void evaluateRepeatsWhatTrainMeasured() throws IOException {
        Map<String, Object> trained = train("--json").json();
        Path weights = out.resolve("weights.safetensors");
        Result evaluated =
                CommandLineHarness.run("evaluate", "linear28", "--weights", weights, "--data", data, "--json");
        assertEquals(trained.get("accuracy"), evaluated.json().get("accuracy"));
        assertEquals(trained.get("loss"), evaluated.json().get("loss"));
        String table = CommandLineHarness.run("evaluate", "linear28", "--weights", weights, "--data", data)
                .out();
        assertTrue(table.contains("100.0 %"), table);
    }

    @Test
    void predictNamesTheClass() throws IOException {
        Files.writeString(data.resolve("classes.txt"), "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
        train();
        Path picture = picture(7, 28);
        Object[] command = {"predict", "linear28", "--weights", out.resolve("weights.safetensors"), picture, picture};
        Result result = CommandLineHarness.run(command);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().startsWith(picture + ": seven "), result.out());
        assertEquals(2, result.out().lines().count());
    }

    private Path picture(int label, int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = IdxFolder.picture(label, size);
        int[] samples = new int[pixels.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = pixels[i] & 0xff;
        }
        image.getRaster().setPixels(0, 0, size, size, samples);
        Path file = temporary.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void aNetworkWithAMarginTakesTheSameImages() {
        Result result = CommandLineHarness.run("train", "linear32", "--data", data, "--out", out);
        assertEquals(0, result.exitCode(), result.err());
    }

    @Test
    void aLimitOnTheGradientNormHoldsTheWeightsBack() throws IOException {
        Result free = train("--epochs", 1, "--json");
        Result held = train("--epochs", 1, "--clip-norm", 1e-6, "--json");
        assertEquals(0, held.exitCode(), held.err());
        double freeLoss = ((Number) free.json().get("loss")).doubleValue();
        double heldLoss = ((Number) held.json().get("loss")).doubleValue();
        assertTrue(heldLoss > freeLoss, heldLoss + " after hardly any step, " + freeLoss + " after whole ones");
        Result text = train("--epochs", 1, "--clip-norm", 2.5);
        assertTrue((text.out() + text.err()).contains("gradient norm up to 2.5"), text.out() + text.err());
    }

    @Test
    void benchMeasuresBothTasks() throws IOException {
        for (String task : List.of("inference", "training")) {
            Map<String, Object> json = CommandLineHarness.run(
                            "bench",
                            "linear28",
                            "--task",
                            task,
                            "--batch",
                            3,
                            "--threads",
                            1,
                            "--seconds",
                            0.05,
                            "--json")
                    .json();
            assertEquals("Linear28", json.get("net"));
            assertEquals(task, json.get("task"));
            assertEquals(3, json.get("batch"));
            assertEquals(1, json.get("threads"));
            assertTrue((double) json.get("ms") > 0);
        }
    }

    @Test
    void helpIsOnStandardOutput() {
        for (String command : List.of("list", "summary", "train", "evaluate", "predict", "bench")) {
            Result result = CommandLineHarness.run(command, "--help");
            assertEquals(0, result.exitCode());
            assertTrue(result.out().startsWith("Usage: espalier " + command), result.out());
            assertFalse(result.out().contains("\u001b"), "no colours without a terminal");
        }
    }
}
