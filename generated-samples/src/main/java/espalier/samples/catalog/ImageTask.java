package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.loss.RbfPenalty;
import espalier.runtime.train.Dataset;
import espalier.samples.data.ImageData;
import espalier.samples.data.Picture;
import espalier.samples.data.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Telling what a grey picture shows.
 *
 * @param loss that training minimises
 * @param pixels how pictures become input
 * @param margin rows and columns of black on each side of a picture in the network's input
 */
public record ImageTask(ClassificationLoss loss, Pixels pixels, int margin) implements Task {

    @Override
    public Dataset training(Network network, Optional<Path> folder) throws IOException {
        return data(network, folder).training();
    }

    @Override
    public Dataset validation(Network network, Optional<Path> folder) throws IOException {
        return data(network, folder).validation();
    }

    private ImageData data(Network network, Optional<Path> folder) {
        List<Integer> input = network.inputShape();
        String output = network.outputs().get(network.outputs().size() - 1);
        int classes = network.outputShape(output).get(0);
        return new ImageData(folder, pixels, input.get(1), input.get(2), margin, classes);
    }

    /** The input 1,1,H,W that the picture makes, scaled to fit with its proportions kept. */
    public Tensor input(Picture picture, Network network) {
        int height = network.inputShape().get(1);
        int width = network.inputShape().get(2);
        Picture fitted = picture.fit(height - 2 * margin, width - 2 * margin);
        float[] input = new float[fitted.grey().length];
        for (int i = 0; i < input.length; i++) {
            input[i] = pixels.input(fitted.grey()[i]);
        }
        return pixels.centred(Tensor.of(input, 1, 1, fitted.rows(), fitted.columns()), height, width);
    }

    /**
     * The probability of each class: a softmax over the outputs. An RBF layer's outputs are taken negative, since they are
     * the negative logarithm of a probability, up to a constant (LeCun et al. 1998, section II.C).
     */
    public double[] probabilities(float[] outputs) {
        double sign = loss instanceof RbfPenalty ? -1 : 1;
        double[] scores = new double[outputs.length];
        Arrays.setAll(scores, i -> sign * outputs[i]);
        double max = Arrays.stream(scores).max().orElseThrow();
        double sum = Arrays.stream(scores).map(score -> Math.exp(score - max)).sum();
        return Arrays.stream(scores).map(score -> Math.exp(score - max) / sum).toArray();
    }
}
