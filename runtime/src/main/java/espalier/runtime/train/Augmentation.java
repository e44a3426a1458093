package espalier.runtime.train;

import espalier.runtime.RandomStream;

/**
 * Varies a training image. Applied to each image whenever it comes, never in validation.
 */
@FunctionalInterface
public interface Augmentation {

    /**
     * Changes one image in place.
     *
     * @param values hold the image, C,H,W, from {@code at}
     * @param random the training's; the only source of chance, so that the seed decides
     */
    void apply(float[] values, int at, int channels, int height, int width, RandomStream random);

    /** This one, then another. */
    default Augmentation then(Augmentation next) {
        return (values, at, channels, height, width, random) -> {
            apply(values, at, channels, height, width, random);
            next.apply(values, at, channels, height, width, random);
        };
    }

    /** Mirrors left and right every second image, by chance. */
    static Augmentation horizontalFlip() {
        return (values, at, channels, height, width, random) -> {
            if (random.nextInt(2) == 0) {
                return;
            }
            for (int row = 0; row < channels * height; row++) {
                int left = at + row * width;
                int right = left + width - 1;
                while (left < right) {
                    float moved = values[left];
                    values[left++] = values[right];
                    values[right--] = moved;
                }
            }
        };
    }

    /**
     * Moves the image by up to {@code pixels} in both directions, by chance, as a random crop of the padded image does.
     *
     * @param pixels at least 1
     * @param background what comes in at the edges
     */
    static Augmentation shift(int pixels, float background) {
        if (pixels < 1) {
            throw new IllegalArgumentException("The shift must be at least 1 pixel, not " + pixels + ".");
        }
        return (values, at, channels, height, width, random) -> {
            int down = random.nextInt(2 * pixels + 1) - pixels;
            int right = random.nextInt(2 * pixels + 1) - pixels;
            for (int channel = 0; channel < channels; channel++) {
                shiftPlane(values, at + channel * height * width, height, width, down, right, background);
            }
        };
    }

    private static void shiftPlane(
            float[] values, int at, int height, int width, int down, int right, float background) {
        // From the side that the image moves towards, so that no value is overwritten before it has moved.
        for (int i = 0; i < height; i++) {
            int row = down > 0 ? height - 1 - i : i;
            int from = row - down;
            for (int j = 0; j < width; j++) {
                int column = right > 0 ? width - 1 - j : j;
                int fromColumn = column - right;
                boolean inside = from >= 0 && from < height && fromColumn >= 0 && fromColumn < width;
                values[at + row * width + column] = inside ? values[at + from * width + fromColumn] : background;
            }
        }
    }
}
