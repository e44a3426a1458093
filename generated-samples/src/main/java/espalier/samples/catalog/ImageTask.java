package espalier.samples.catalog;

import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.loss.RbfPenalty;
import espalier.runtime.train.Dataset;
import espalier.samples.data.ImageData;
import espalier.samples.data.Picture;
import espalier.samples.data.PictureFolder;
import espalier.samples.data.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Telling what a picture shows.
 *
 * @param loss that training minimises
 * @param pixels how pictures become input, of one channel or three
 * @param margin rows and columns of black on each side of a picture in the network's input
 * @param bundled whether the images that ship with the samples suit: small things on black. Otherwise the network looks
 *     at photographs, which fill its input
 */
public record ImageTask(ClassificationLoss loss, Pixels pixels, int margin, boolean bundled) implements Task {

    @Override
    public Dataset training(Network network, Optional<Path> folder) throws IOException {
        return isPictures(network, folder)
                ? pictures(network, folder.orElseThrow()).training()
                : data(network, folder).training();
    }

    @Override
    public Dataset validation(Network network, Optional<Path> folder) throws IOException {
        return isPictures(network, folder)
                ? pictures(network, folder.orElseThrow()).validation()
                : data(network, folder).validation();
    }

    private boolean isPictures(Network network, Optional<Path> folder) throws IOException {
        if (folder.isEmpty() && !bundled) {
            throw new IOException("No images for " + network.name()
                    + " ship with the samples: name a folder by --data, with"
                    + " pictures in train/<class>/ and val/<class>/ (they are scaled to "
                    + network.inputShape().get(1) + "x" + network.inputShape().get(2) + ").");
        }
        return folder.isPresent() && PictureFolder.is(folder.get());
    }

    private PictureFolder pictures(Network network, Path folder) {
        return new PictureFolder(folder, picture -> input(picture, network), pixels.channels(), classes(network));
    }

    private ImageData data(Network network, Optional<Path> folder) {
        List<Integer> input = network.inputShape();
        return new ImageData(folder, pixels, input.get(1), input.get(2), margin, classes(network));
    }

    private static int classes(Network network) {
        String output = network.outputs().get(network.outputs().size() - 1);
        return network.outputShape(output).get(0);
    }

    /** The input 1,C,H,W that a picture of as many channels as {@code pixels} makes, its proportions kept. */
    public Tensor input(Picture picture, Network network) {
        int height = network.inputShape().get(1);
        int width = network.inputShape().get(2);
        int rows = height - 2 * margin;
        int columns = width - 2 * margin;
        Picture scaled = bundled ? picture.fit(rows, columns) : picture.fill(rows, columns);
        Tensor values = Tensor.of(scaled.values(), 1, scaled.channels(), rows, columns);
        return pixels.centred(pixels.input(values), height, width);
    }

    /**
     * The probability of each class: a softmax over the outputs. An RBF layer's outputs are taken negative, since they
     * are the negative logarithm of a probability, up to a constant (LeCun et al. 1998, section II.C).
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
