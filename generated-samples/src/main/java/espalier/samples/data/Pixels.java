package espalier.samples.data;

import espalier.runtime.Tensor;
import java.util.Arrays;

/**
 * How a grey picture, light on dark, becomes a network's input: each value p from 0 (black) to 1 (white) is taken as
 * {@code (p - mean) / deviation}, and a picture smaller than the input is centred on black. The same in training,
 * evaluation and prediction.
 *
 * @param mean of the values
 * @param deviation above 0
 */
public record Pixels(double mean, double deviation) {

    /** Mean 0 and variance 1 over the training images of Fashion-MNIST. */
    public static final Pixels STANDARDISED = new Pixels(0.2860, 0.3530);

    /**
     * Background -0.1 and ink 1.175, by which MNIST has mean 0 and variance 1, roughly (LeCun et al. 1998, section II.B).
     */
    public static final Pixels LENET = new Pixels(0.1 / 1.275, 1 / 1.275);

    /** The input for a value from 0 to 1. */
    public float input(double value) {
        return (float) ((value - mean) / deviation);
    }

    /**
     * The images on a larger black ground, in its middle; the same tensor if they have that size.
     *
     * @param images N,1,H,W, as input
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
        Tensor result = Tensor.zeros(images.dim(0), 1, height, width);
        Arrays.fill(result.data(), input(0));
        int corner = (height - rows) / 2 * width + (width - columns) / 2;
        for (int image = 0; image < images.dim(0); image++) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(
                        images.data(),
                        (image * rows + row) * columns,
                        result.data(),
                        image * height * width + corner + row * width,
                        columns);
            }
        }
        return result;
    }
}
