package espalier.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
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
import java.util.List;

/**
 * PyTorch through DJL: the functions behind DJL's blocks, in the order of the network's graph, without the blocks' and the
 * trainer's own work around them, which would only cost time. The images stay in native memory.
 */
public final class DjlContender implements Contender {

    private static final String ENGINE = "PyTorch";

    /** Called by name. */
    public DjlContender() {}

    @Override
    public String version() {
        return ENGINE + " " + Engine.getEngine(ENGINE).getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }

    @Override
    public Inference inference(Setting setting) throws IOException {
        Prepared prepared = prepare(setting);
        return new Inference() {
            private NDArray output;

            @Override
            public void run() {
                if (output != null) {
                    output.close();
                }
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    output = prepared.network.forward(prepared.images, false);
                    NDScope.unregister(output);
                }
            }

            @Override
            public float[] output() {
                return output.toFloatArray();
            }
        };
    }

    @Override
    public Training training(Setting setting) throws IOException {
        Prepared prepared = prepare(setting);
        prepared.network.requireGradients();
        NDList labels = new NDList(prepared.images.getManager().create(setting.labels(prepared.classes)));
        Loss lossFunction = Loss.softmaxCrossEntropyLoss();
        Optimizer optimizer = Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed((float) Setting.RATE))
                .build();
        Engine engine = Engine.getEngine(ENGINE);
        return new Training() {
            private double loss;

            @Override
            public void run() {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    try (GradientCollector collector = engine.newGradientCollector()) {
                        NDArray value = lossFunction.evaluate(
                                labels, new NDList(prepared.network.forward(prepared.images, true)));
                        collector.backward(value);
                        loss = value.getFloat();
                    }
                    prepared.network.update(optimizer);
                }
            }

            @Override
            public double loss() {
                return loss;
            }
        };
    }

    private record Prepared(TorchNetwork network, NDArray images, int classes) {}

    private static Prepared prepare(Setting setting) throws IOException {
        System.setProperty("DJL_CACHE_DIR", setting.natives().resolve("djl").toString());
        // The native library comes from a jar, and nothing from the net.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(setting.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        NDManager manager = NDManager.newBaseManager(ENGINE);
        Network network = SampleWeights.load(setting, NetworkOptions.defaults().withDialect(Dialect.SCALAR));
        Tensor images = setting.images(network.inputShape());
        List<Integer> output =
                network.outputShape(network.outputs().get(network.outputs().size() - 1));
        return new Prepared(
                TorchNetwork.of(network, manager),
                manager.create(images.data(), TorchNetwork.shape(images.shape())),
                output.get(0));
    }
}
