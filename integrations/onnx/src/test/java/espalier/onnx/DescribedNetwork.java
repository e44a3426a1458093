package espalier.onnx;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.Parameters;
import espalier.runtime.Summary;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.runtime.graph.NetworkGraph;
import java.util.List;

/** A network that can be looked at but not run. */
record DescribedNetwork(NetworkGraph graph, Parameters parameters) implements Network {

    @Override
    public String name() {
        return graph.network();
    }

    @Override
    public List<Integer> inputShape() {
        return graph.nodes().get(0).shape();
    }

    @Override
    public List<String> outputs() {
        return graph.outputs().stream().map(NetworkGraph.Output::name).toList();
    }

    @Override
    public List<Integer> outputShape(String output) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Summary summary() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dialect dialect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Workers workers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tensor predict(Tensor images) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void predict(Tensor images, Tensor output) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Tensor> predictAll(Tensor images) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrainingPass training(TrainingOptions options) {
        throw new UnsupportedOperationException();
    }
}
