package espalier.samples.command;

import espalier.runtime.Dialect;
import espalier.runtime.Gradients;
import espalier.runtime.Initializer;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
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
import java.util.Arrays;
import java.util.List;

/** The smallest network that learns from images, by hand: one dense layer. */
final class LinearNetwork implements Network {
    private final String name;
    private final List<Integer> input;
    private final int classes;
    private final Workers workers;
    private final Parameters parameters;

    LinearNetwork(String name, List<Integer> input, int classes, NetworkOptions options) {
        this.name = name;
        this.input = input;
        this.classes = classes;
        workers = options.workers();
        int size = size();
        parameters = Parameters.of(List.of(
                Parameter.trainable("out.weight", Initializer.XAVIER_UNIFORM, size, classes, classes, size),
                Parameter.trainable("out.bias", Initializer.ZEROS, size, classes, classes)));
        parameters.initialize(options.seed());
    }

    private int size() {
        return input.stream().reduce(1, (a, b) -> a * b);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> inputShape() {
        return input;
    }

    @Override
    public List<String> outputs() {
        return List.of("out");
    }

    @Override
    public List<Integer> outputShape(String output) {
        return List.of(classes);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Summary summary() {
        long macs = (long) size() * classes;
        Summary.Layer layer =
                new Summary.Layer("out", "Dense", List.of(classes), parameters.count(), 0, macs, List.of());
        return new Summary(name, input, List.of(layer), parameters.count(), 0, macs, 4L * classes);
    }

    @Override
    public NetworkGraph graph() {
        return new NetworkGraph(
                name(),
                List.of(
                        GraphNode.of("input", "input", new Operation.Input(), inputShape()),
                        GraphNode.of("out", "flat", new Operation.Flatten(), List.of(size()), "input"),
                        GraphNode.of("out", "out", new Operation.Dense(), List.of(classes), "flat")
                                .with(ParameterRole.WEIGHT, "out.weight")
                                .with(ParameterRole.BIAS, "out.bias")),
                List.of(new NetworkGraph.Output("out", "out", false)));
    }

    @Override
    public Dialect dialect() {
        return Dialect.SCALAR;
    }

    @Override
    public Workers workers() {
        return workers;
    }

    @Override
    public Tensor predict(Tensor images) {
        Tensor output = Tensor.zeros(images.dim(0), classes);
        predict(images, output);
        return output;
    }

    @Override
    public void predict(Tensor images, Tensor output) {
        float[] weight = parameters.get("out.weight").value().data();
        float[] bias = parameters.get("out.bias").value().data();
        int size = size();
        for (int i = 0; i < output.size(); i++) {
            float sum = bias[i % classes];
            for (int j = 0; j < size; j++) {
                sum += weight[i % classes * size + j] * images.data()[i / classes * size + j];
            }
            output.data()[i] = sum;
        }
    }

    @Override
    public List<Tensor> predictAll(Tensor images) {
        return List.of(predict(images));
    }

    @Override
    public TrainingPass training(TrainingOptions options) {
        return new Pass();
    }

    private final class Pass implements TrainingPass {
        private final Gradients gradients = Gradients.of(parameters);
        private Tensor images = Tensor.zeros(0);
        private Tensor output = Tensor.zeros(0);
        private Tensor outputGradient = Tensor.zeros(0);

        @Override
        public Network network() {
            return LinearNetwork.this;
        }

        @Override
        public void forward(Tensor batch) {
            images = batch;
            output = predict(batch);
            outputGradient = Tensor.zeros(output.shape());
        }

        @Override
        public Tensor output() {
            return output;
        }

        @Override
        public Tensor output(String output) {
            return output();
        }

        @Override
        public Tensor outputGradient() {
            return outputGradient;
        }

        @Override
        public Tensor outputGradient(String output) {
            return outputGradient;
        }

        @Override
        public void backward() {
            gradients.clear();
            int size = size();
            for (int i = 0; i < output.size(); i++) {
                float dy = outputGradient.data()[i];
                gradients.get("out.bias").data()[i % classes] += dy;
                float[] weights = gradients.get("out.weight").data();
                for (int j = 0; j < size; j++) {
                    weights[i % classes * size + j] += dy * images.data()[i / classes * size + j];
                }
            }
            Arrays.fill(outputGradient.data(), 0);
        }

        @Override
        public Gradients gradients() {
            return gradients;
        }

        @Override
        public Tensor inputGradient() {
            throw new IllegalStateException("The options did not ask for it.");
        }
    }
}
