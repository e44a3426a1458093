package espalier.benchmarks.deeplearning4j;

import espalier.benchmarks.contender.Contender;
import espalier.benchmarks.contender.Inference;
import espalier.benchmarks.contender.SampleWeights;
import espalier.benchmarks.contender.Setting;
import espalier.benchmarks.contender.Training;
import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's computation graph on its native library for processors. The images stay in native memory. */
public final class Deeplearning4jContender implements Contender {

    /** Its manifest has no version. */
    private static final String PROPERTIES = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    /** Called by name. */
    public Deeplearning4jContender() {}

    @Override
    public String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ComputationGraph.class.getResourceAsStream(PROPERTIES)) {
            properties.load(in);
        }
        return "Deeplearning4j " + properties.getProperty("version");
    }

    @Override
    public Inference inference(Setting setting) throws IOException {
        Network network = network(setting);
        ComputationGraph graph = GraphTranslation.inference(network);
        INDArray images = images(setting, network);
        return new Inference() {
            private INDArray output;

            @Override
            public void run() {
                if (output != null) {
                    output.close();
                }
                output = graph.outputSingle(images);
            }

            @Override
            public float[] output() {
                return output.data().asFloat();
            }
        };
    }

    @Override
    public Training training(Setting setting) throws IOException {
        Network network = network(setting);
        ComputationGraph graph = GraphTranslation.training(network, Setting.RATE);
        INDArray images = images(setting, network);
        String output = network.outputs().get(network.outputs().size() - 1);
        int classes = network.outputShape(output).get(0);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, setting.batch(), classes);
        int[] ofImages = setting.labels(classes);
        for (int image = 0; image < ofImages.length; image++) {
            labels.putScalar(image, ofImages[image], 1);
        }
        DataSet batch = new DataSet(images, labels);
        return new Training() {
            @Override
            public void run() {
                graph.fit(batch);
            }

            @Override
            public double loss() {
                return graph.score();
            }
        };
    }

    private static Network network(Setting setting) throws IOException {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                setting.natives().resolve("javacpp").toString());
        // The build for AVX2 with oneDNN, which by itself uses what else the processor has.
        System.setProperty("org.bytedeco.javacpp.platform.extension", "-onednn-avx2");
        Nd4j.getEnvironment().setMaxThreads(setting.threads());
        Nd4j.getEnvironment().setMaxMasterThreads(setting.threads());
        return SampleWeights.load(setting, NetworkOptions.defaults().withDialect(Dialect.SCALAR));
    }

    private static INDArray images(Setting setting, Network network) {
        Tensor images = setting.images(network.inputShape());
        return Nd4j.createFromArray(images.data()).reshape(images.shape());
    }
}
