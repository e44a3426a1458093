package espalier.samples.data;

import espalier.runtime.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How a picture becomes a network's input: each value p of a channel, from 0 (black) to 1 (white, or full colour), is
 * taken as {@code (p - mean) / deviation} of that channel, and a picture smaller than the input is centred on black.
 * The same in training, evaluation and prediction.
 *
 * @param mean of the values of each channel: one for grey pictures, three for red, green and blue
 * @param deviation of each channel, above 0
 */
public record Pixels(List<Double> mean, List<Double> deviation) {

    /** Mean 0 and variance 1 over the training images of Fashion-MNIST. */
    public static final Pixels STANDARDISED = grey(0.2860, 0.3530);

    /** The same three times over, for networks that take colours. */
    public static final Pixels STANDARDISED_COLOURS = new Pixels(
            Collections.nCopies(3, STANDARDISED.mean.get(0)), Collections.nCopies(3, STANDARDISED.deviation.get(0)));

    /**
     * Background -0.1 and ink 1.175, by which MNIST has mean 0 and variance 1, roughly (LeCun et al. 1998, section
     * II.B).
     */
    public static final Pixels LENET = grey(0.1 / 1.275, 1 / 1.275);

    /** Mean 0 and variance 1 over the training images of ImageNet, roughly; what weights of torchvision expect. */
    public static final Pixels IMAGENET = new Pixels(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if they differ in length
     */
    public Pixels {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size()) {
            throw new IllegalArgumentException(
                    "There are " + mean.size() + " means but " + deviation.size() + " deviations.");
        }
    }

    /** For pictures of one channel. */
    public static Pixels grey(double mean, double deviation) {
        return new Pixels(List.of(mean), List.of(deviation));
    }

    /** The channels of the network's input. */
    public int channels() {
        return mean.size();
    }

    /** The input for a value from 0 to 1 of a channel. */
    public float input(int channel, double value) {
        return (float) ((value - mean.get(channel)) / deviation.get(channel));
    }

    /**
     * The input for pictures, grey ones repeated for each channel.
     *
     * @param pictures N,1,H,W or N,channels,H,W, from 0 to 1
     * @return N,channels,H,W
     */
    public Tensor input(Tensor pictures) {
        int rows = pictures.dim(2);
        int columns = pictures.dim(3);
        int plane = rows * columns;
        int given = pictures.dim(1);
        Tensor result = Tensor.zeros(pictures.dim(0), channels(), rows, columns);
        for (int i = 0; i < result.size(); i++) {
            int image = i / (channels() * plane);
            int channel = i / plane % channels();
            int from = (image * given + channel % given) * plane + i % plane;
            result.data()[i] = input(channel, pictures.data()[from]);
        }
        return result;
    }

    /**
     * The images on a larger black ground, in its middle; the same tensor if they have that size.
     *
     * @param images N,channels,H,W, as input
     * @throws IllegalArgumentException if they are larger
     */
    public Tensor centred(Tensor images, int height, int width) {
        int rows = images.dim(2);
        int columns = images.dim(3);
        if (rows > height || columns > width) {
            throw new IllegalArgumentException(
                    "Images of " + rows + "x" + columns + " do not fit an input of " + height + "x" + width + ".");
        }
        if (rows == height && columns == width) {
            return images;
        }
        Tensor result = Tensor.zeros(images.dim(0), channels(), height, width);
        int corner = (height - rows) / 2 * width + (width - columns) / 2;
        for (int plane = 0; plane < images.dim(0) * channels(); plane++) {
            int from = plane * height * width;
            Arrays.fill(result.data(), from, from + height * width, input(plane % channels(), 0));
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        images.data(),
                        (plane * rows + row) * columns,
                        result.data(),
                        from + corner + row * width,
                        columns);
            }
        }
        return result;
    }
}
