package espalier.benchmarks.contender;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Sgd;
import java.io.IOException;
import java.util.stream.IntStream;

/** Espalier's own networks, in one of the dialects. */
public class EspalierContender implements Contender {

    private final Dialect dialect;

    /** The vector dialect. */
    public EspalierContender() {
        this(Dialect.VECTOR);
    }

    EspalierContender(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The scalar dialect. */
    public static final class Scalar extends EspalierContender {
        /** Called by name. */
        public Scalar() {
            super(Dialect.SCALAR);
        }
    }

    @Override
    public final String version() {
        String version = Network.class.getPackage().getImplementationVersion();
        return "Espalier" + (version == null ? "" : " " + version);
    }

    @Override
    public final Inference inference(Setting setting) throws IOException {
        return inference(setting, SampleWeights.load(setting, options(setting)));
    }

    @Override
    public final Inference firstPrediction(Setting setting) throws IOException {
        return inference(setting, SampleWeights.load(setting, options(setting).withQuickStart()));
    }

    private static Inference inference(Setting setting, Network network) {
        Tensor images = setting.images(network.inputShape());
        Tensor output = output(network, setting.batch());
        return new Inference() {
            @Override
            public void run() {
                network.predict(images, output);
            }

            @Override
            public float[] output() {
                return output.data();
            }
        };
    }

    @Override
    public final Training training(Setting setting) throws IOException {
        return new Steps(SampleWeights.load(setting, options(setting)), setting);
    }

    private static Tensor output(Network network, int batch) {
        String last = network.outputs().get(network.outputs().size() - 1);
        return Tensor.zeros(IntStream.concat(
                        IntStream.of(batch), network.outputShape(last).stream().mapToInt(Integer::intValue))
                .toArray());
    }

    private NetworkOptions options(Setting setting) {
        return NetworkOptions.defaults()
                .withWorkers(Workers.of(setting.threads()))
                .withDialect(dialect);
    }

    /** Training steps on one batch. */
    static final class Steps implements Training {
        private final TrainingPass pass;
        private final Tensor images;
        private final int[] labels;
        private final SoftmaxCrossEntropy lossFunction = new SoftmaxCrossEntropy();
        private final Sgd optimizer = Sgd.rate(Setting.RATE);
        private double loss;

        Steps(Network network, Setting setting) {
            pass = network.training(TrainingOptions.batch(setting.batch()));
            images = setting.images(network.inputShape());
            String output = network.outputs().get(network.outputs().size() - 1);
            labels = setting.labels(network.outputShape(output).get(0));
        }

        @Override
        public void run() {
            pass.forward(images);
            loss = lossFunction.apply(pass.output(), labels, pass.outputGradient());
            pass.backward();
            optimizer.step(pass.network().parameters(), pass.gradients());
        }

        @Override
        public double loss() {
            return loss;
        }
    }
}
