package espalier.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import espalier.onnx.OnnxExport;
import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.tests.behavior.SeveralSizesNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of several sizes is exported at each of them, and at both of its outputs. */
class SizesOnnxTest {

    @Test
    void everySizeHasAFileOfItsOwn(@TempDir Path folder) throws IOException, OrtException {
        Path file = folder.resolve("network.onnx");
        for (Network size : SeveralSizesNetwork.create().sizes()) {
            int height = size.inputShape().get(1);
            int width = size.inputShape().get(2);
            Tensor images = Tensor.zeros(2, 1, height, width);
            for (int i = 0; i < images.size(); i++) {
                images.data()[i] = (float) Math.sin(i);
            }
            OnnxExport.write(size, file);
            try (OnnxSession session = new OnnxSession(file)) {
                assertArrayEquals(new long[] {-1, 1, height, width}, inputShape(session));
                Map<String, Tensor> outputs = session.run(Map.of("input", images));
                RelativeError.assertSmall("logits", size.predict(images), outputs.get("logits"), 1e-4);
                RelativeError.assertSmall("map", size.predictAll(images).get(0), outputs.get("map"), 1e-4);
            }
        }
    }

    private static long[] inputShape(OnnxSession session) throws OrtException {
        TensorInfo info =
                (TensorInfo) session.session().getInputInfo().get("input").getInfo();
        return info.getShape();
    }
}
