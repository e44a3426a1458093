package espalier.tests.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import espalier.runtime.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A model in ONNX Runtime, as written: without its optimiser, which would hide what the file says. */
public final class OnnxSession implements AutoCloseable {

    private static final int THREADS = 2;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Loads a file. */
    public OnnxSession(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(THREADS);
            session = environment.createSession(file.toString(), options);
        }
    }

    /** The session, to look at what it says of itself. */
    OrtSession session() {
        return session;
    }

    /** The outputs by name, in their order. */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> arguments = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                Tensor value = input.getValue();
                arguments.put(
                        input.getKey(),
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.data()), longs(value.shape())));
            }
            try (OrtSession.Result result = session.run(arguments)) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                result.forEach(output -> outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue())));
                return outputs;
            }
        } finally {
            arguments.values().forEach(OnnxTensor::close);
        }
    }

    private static Tensor tensor(OnnxTensor value) {
        int[] shape = Arrays.stream(value.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        FloatBuffer values = value.getFloatBuffer();
        float[] data = new float[values.remaining()];
        values.get(data);
        return Tensor.of(data, shape);
    }

    private static long[] longs(int[] shape) {
        return IntStream.of(shape).asLongStream().toArray();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
