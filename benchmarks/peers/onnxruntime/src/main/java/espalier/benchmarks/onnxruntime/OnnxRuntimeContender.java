package espalier.benchmarks.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import espalier.benchmarks.contender.Contender;
import espalier.benchmarks.contender.Inference;
import espalier.benchmarks.contender.Setting;
import espalier.benchmarks.contender.Training;
import espalier.benchmarks.contender.UnsupportedTaskException;
import espalier.runtime.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * ONNX Runtime on the network's ONNX file, with all of its graph optimisations. It is given the images in native memory and
 * writes into native memory that stays: nothing is copied between it and Java while it is timed.
 */
public final class OnnxRuntimeContender implements Contender {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    /** Called by name. */
    public OnnxRuntimeContender() {}

    @Override
    public String version() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public Inference inference(Setting setting) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(setting.threads());
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(setting.onnx().toString(), options);
        long[] image = shape(session.getInputInfo().get("input"), 1);
        Tensor images = setting.images(List.of((int) image[1], (int) image[2], (int) image[3]));
        FloatBuffer in = floats(images.size());
        in.put(images.data()).rewind();
        List<String> names = List.copyOf(session.getOutputNames());
        String last = names.get(names.size() - 1);
        long[] outputShape = shape(session.getOutputInfo().get(last), setting.batch());
        FloatBuffer out = floats(Math.toIntExact(LongStream.of(outputShape).reduce(1, Math::multiplyExact)));
        Map<String, OnnxTensor> inputs = Map.of(
                "input",
                OnnxTensor.createTensor(
                        environment, in, shape(session.getInputInfo().get("input"), setting.batch())));
        Map<String, OnnxTensor> outputs = Map.of(last, OnnxTensor.createTensor(environment, out, outputShape));
        return new Inference() {
            @Override
            public void run() throws OrtException {
                session.run(inputs, outputs).close();
            }

            @Override
            public float[] output() {
                float[] values = new float[out.capacity()];
                out.duplicate().rewind().get(values);
                return values;
            }
        };
    }

    @Override
    public Training training(Setting setting) {
        throw new UnsupportedTaskException("its Java library only predicts");
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** With the batch in place of the free dimension. */
    private static long[] shape(NodeInfo info, int batch) {
        long[] shape = ((TensorInfo) info.getInfo()).getShape().clone();
        shape[0] = batch;
        return shape;
    }
}
