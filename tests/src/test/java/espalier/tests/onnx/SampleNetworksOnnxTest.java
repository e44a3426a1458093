package espalier.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import espalier.onnx.OnnxExport;
import espalier.onnx.OnnxOptions;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Regions;
import espalier.runtime.Tensor;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample network is exported and gives in ONNX Runtime what it gives here. */
class SampleNetworksOnnxTest {

    private static final double TOLERANCE = 1e-4;

    /** Above so many multiply-adds one image and one form of the file have to do. */
    private static final long LARGE = 100_000_000;

    static Stream<String> names() {
        return SampleNetworks.all().list().stream().map(SampleNetwork::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void predictsAsOnnxRuntimeDoes(String name, @TempDir Path folder) throws IOException, OrtException {
        SampleNetwork sample = SampleNetworks.all().find(name);
        boolean large = sample.summary().macs() > LARGE;
        Network network = sample.create();
        randomize(network);
        Path file = folder.resolve("network.onnx");
        for (Network size : network.sizes()) {
            Tensor images = images(size, large ? 1 : 3);
            OnnxExport.write(size, file);
            compare(size, images, file);
            if (!large) {
                OnnxExport.write(
                        size, file, OnnxOptions.defaults().withBatchNormKept().withOpset(OnnxOptions.GREATEST_OPSET));
                compare(size, images, file);
            }
        }
    }

    private static void compare(Network network, Tensor images, Path file) throws OrtException {
        Map<String, Tensor> inputs = new LinkedHashMap<>(Map.of("input", images));
        List<Tensor> expected;
        if (network.takesRegions()) {
            Tensor boxes = boxes(network, images.dim(0));
            inputs.put("input/regions", boxes);
            expected = network.predictAll(images, Regions.of(boxes));
        } else {
            expected = network.predictAll(images);
        }
        try (OnnxSession session = new OnnxSession(file)) {
            Map<String, Tensor> actual = session.run(inputs);
            assertEquals(network.outputs(), List.copyOf(actual.keySet()));
            for (int i = 0; i < expected.size(); i++) {
                String output = network.outputs().get(i);
                RelativeError.assertSmall(output, expected.get(i), actual.get(output), TOLERANCE);
            }
        }
    }

    /** Biases, scales and running statistics that are neither zero nor one; weights as they were initialised. */
    private static void randomize(Network network) {
        for (Parameter parameter : network.parameters().list()) {
            Random random = new Random(parameter.name().hashCode());
            float[] values = parameter.value().data();
            if (parameter.value().rank() == 1) {
                boolean aroundOne =
                        parameter.name().endsWith("weight") || parameter.name().endsWith("running_var");
                for (int i = 0; i < values.length; i++) {
                    values[i] = (aroundOne ? 1 : 0) + 0.2f * (random.nextFloat() - 0.5f);
                }
            }
        }
        network.parameters().changed();
    }

    /** In each image one box, another inside of it and one of a single pixel: image, x1, y1, x2, y2. */
    private static Tensor boxes(Network network, int images) {
        int bottom = network.inputShape().get(1) - 1;
        int right = network.inputShape().get(2) - 1;
        int top = bottom / 3;
        int left = right / 4;
        Tensor boxes = Tensor.zeros(3 * images, 5);
        for (int image = 0; image < images; image++) {
            float[] rows = {image, 0, 0, right, bottom, image, left, top, right - 1, bottom - 1, image, 1, 2, 1, 2};
            System.arraycopy(rows, 0, boxes.data(), image * rows.length, rows.length);
        }
        return boxes;
    }

    private static Tensor images(Network network, int batch) {
        Tensor images = Tensor.zeros(IntStream.concat(
                        IntStream.of(batch), network.inputShape().stream().mapToInt(Integer::intValue))
                .toArray());
        Random random = new Random(1);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = (float) random.nextGaussian();
        }
        return images;
    }
}
