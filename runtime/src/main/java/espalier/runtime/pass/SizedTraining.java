package espalier.runtime.pass;

import espalier.runtime.Gradients;
import espalier.runtime.Network;
import espalier.runtime.Regions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import java.util.List;

/** Trains a network of several input sizes: a pass for each, made when a batch of its size first comes; shared gradients. */
final class SizedTraining implements TrainingPass {

    private final GeneratedNetwork network;
    private final List<GeneratedNetwork> sizes;
    private final TrainingOptions options;
    private final Gradients gradients;
    private final GeneratedTraining[] passes;
    private int current;

    SizedTraining(GeneratedNetwork network, List<GeneratedNetwork> sizes, TrainingOptions options) {
        this.network = network;
        this.sizes = List.copyOf(sizes);
        this.options = options;
        this.gradients = Gradients.of(network.parameters());
        this.passes = new GeneratedTraining[sizes.size()];
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public void forward(Tensor images) {
        current = sizes.indexOf(network.sized(images));
        pass().forward(images);
    }

    @Override
    public void forward(Tensor images, Regions regions) {
        current = sizes.indexOf(network.sized(images));
        pass().forward(images, regions);
    }

    @Override
    public Tensor output() {
        return pass().output();
    }

    @Override
    public Tensor output(String name) {
        return pass().output(name);
    }

    @Override
    public Tensor outputGradient() {
        return pass().outputGradient();
    }

    @Override
    public Tensor outputGradient(String name) {
        return pass().outputGradient(name);
    }

    @Override
    public void backward() {
        pass().backward();
    }

    @Override
    public Gradients gradients() {
        return gradients;
    }

    @Override
    public Tensor inputGradient() {
        return pass().inputGradient();
    }

    private GeneratedTraining pass() {
        if (passes[current] == null) {
            passes[current] = sizes.get(current).training(options, gradients);
        }
        return passes[current];
    }
}
