package espalier.runtime.train;

import espalier.runtime.Dialect;
import espalier.runtime.Gradients;
import espalier.runtime.Initializer;
import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.runtime.graph.Operation;
import espalier.runtime.graph.ParameterRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simplest network there is, written by hand: one dense layer on images of 1x2x2, three classes. */
final class SoftmaxRegression implements Network {

    private static final int INPUTS = 4;
    private static final int UNITS = 3;

    private final Parameters parameters = Parameters.of(List.of(
            Parameter.trainable("f.weight", Initializer.XAVIER_UNIFORM, INPUTS, UNITS, UNITS, INPUTS),
            Parameter.trainable("f.bias", Initializer.ZEROS, INPUTS, UNITS, UNITS)));

    SoftmaxRegression(long seed) {
        parameters.initialize(seed);
    }

    @Override
    public String name() {
        return "SoftmaxRegression";
    }

    @Override
    public List<Integer> inputShape() {
        return List.of(1, 2, 2);
    }

    @Override
    public List<String> outputs() {
        return List.of("head", "logits");
    }

    @Override
    public List<Integer> outputShape(String output) {
        return List.of(UNITS);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Summary summary() {
        return new Summary(name(), inputShape(), List.of(), parameters.count(), 0, INPUTS * UNITS, 0);
    }

    @Override
    public NetworkGraph graph() {
        return new NetworkGraph(
                name(),
                List.of(
                        GraphNode.of("input", "input", new Operation.Input(), inputShape()),
                        GraphNode.of("f", "flat", new Operation.Flatten(), List.of(INPUTS), "input"),
                        GraphNode.of("f", "f", new Operation.Dense(), List.of(UNITS), "flat")
                                .with(ParameterRole.WEIGHT, "f.weight")
                                .with(ParameterRole.BIAS, "f.bias")),
                List.of(new NetworkGraph.Output("head", "f", false), new NetworkGraph.Output("logits", "f", false)));
    }

    @Override
    public Dialect dialect() {
        return Dialect.SCALAR;
    }

    @Override
    public Workers workers() {
        return Workers.shared();
    }

    @Override
    public Tensor predict(Tensor images) {
        Tensor output = Tensor.zeros(images.dim(0), UNITS);
        predict(images, output);
        return output;
    }

    @Override
    public void predict(Tensor images, Tensor output) {
        float[] w = parameters.get("f.weight").value().data();
        float[] b = parameters.get("f.bias").value().data();
        for (int image = 0; image < images.dim(0); image++) {
            for (int unit = 0; unit < UNITS; unit++) {
                float sum = b[unit];
                for (int i = 0; i < INPUTS; i++) {
                    sum += w[unit * INPUTS + i] * images.data()[image * INPUTS + i];
                }
                output.data()[image * UNITS + unit] = sum;
            }
        }
    }

    @Override
    public List<Tensor> predictAll(Tensor images) {
        return List.of(predict(images), predict(images));
    }

    @Override
    public TrainingPass training(TrainingOptions options) {
        return new Pass();
    }

    private final class Pass implements TrainingPass {

        private final Gradients gradients = Gradients.of(parameters);
        private final Map<Integer, Tensor> outputs = new HashMap<>();
        private final Map<Integer, Tensor> outputGradients = new HashMap<>();
        private final Map<Integer, Tensor> headGradients = new HashMap<>();
        private Tensor images;

        @Override
        public Network network() {
            return SoftmaxRegression.this;
        }

        @Override
        public void forward(Tensor batch) {
            images = batch;
            predict(batch, output());
        }

        private Tensor ofBatch(Map<Integer, Tensor> tensors) {
            return tensors.computeIfAbsent(images.dim(0), n -> Tensor.zeros(n, UNITS));
        }

        @Override
        public Tensor output() {
            return ofBatch(outputs);
        }

        @Override
        public Tensor output(String name) {
            return output();
        }

        @Override
        public Tensor outputGradient() {
            return ofBatch(outputGradients);
        }

        @Override
        public Tensor outputGradient(String name) {
            return ofBatch(headGradients);
        }

        @Override
        public void backward() {
            gradients.clear();
            float[] dw = gradients.get("f.weight").data();
            float[] db = gradients.get("f.bias").data();
            for (int at = 0; at < outputGradient().size(); at++) {
                float dy = outputGradient().data()[at] + outputGradient("head").data()[at];
                int unit = at % UNITS;
                db[unit] += dy;
                for (int i = 0; i < INPUTS; i++) {
                    dw[unit * INPUTS + i] += dy * images.data()[at / UNITS * INPUTS + i];
                }
            }
            outputGradient().fill(0);
            outputGradient("head").fill(0);
        }

        @Override
        public Gradients gradients() {
            return gradients;
        }

        @Override
        public Tensor inputGradient() {
            throw new IllegalStateException();
        }
    }
}
