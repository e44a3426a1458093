package espalier.runtime;

import java.util.Objects;

/**
 * Boxes in the images of a batch: what a network with a {@code @RoiPool} reads besides the images. Immutable.
 *
 * <p>A box is x1, y1, x2, y2, its first and last column and row, in pixels of its image: in the coordinates of the
 * network's input. It may reach over the image's edge.
 */
public final class Regions {

    private static final int COORDINATES = 4;

    private final int[] images;
    private final float[] boxes;

    private Regions(int[] images, float[] boxes) {
        this.images = images;
        this.boxes = boxes;
    }

    /**
     * Boxes, each in its own image.
     *
     * @param images for each region its image's place in the batch, counted from 0
     * @param boxes for each region x1, y1, x2, y2
     * @throws IllegalArgumentException if there are not four coordinates for each region, an image's place is negative, or
     *     a coordinate is not finite
     */
    public static Regions of(int[] images, float... boxes) {
        if (boxes.length != (long) COORDINATES * images.length) {
            throw new IllegalArgumentException("Each region needs four coordinates, x1, y1, x2, y2, but for "
                    + images.length + " regions there are " + boxes.length + ".");
        }
        for (int region = 0; region < images.length; region++) {
            if (images[region] < 0) {
                throw new IllegalArgumentException(
                        "Region " + region + " names image " + images[region] + "; images are counted from 0.");
            }
        }
        for (int i = 0; i < boxes.length; i++) {
            if (!Float.isFinite(boxes[i])) {
                throw new IllegalArgumentException(
                        "A coordinate of region " + i / COORDINATES + " is " + boxes[i] + "; it must be finite.");
            }
        }
        return new Regions(images.clone(), boxes.clone());
    }

    /**
     * Boxes in one image, the first of the batch.
     *
     * @param boxes for each region x1, y1, x2, y2
     * @throws IllegalArgumentException if their number is no multiple of four, or one is not finite
     */
    public static Regions inOneImage(float... boxes) {
        return of(new int[boxes.length / COORDINATES], boxes);
    }

    /**
     * Boxes as torchvision has them: R,5, each row the image's place in the batch, x1, y1, x2, y2.
     *
     * @throws IllegalArgumentException if the shape is another, an image's place is no whole number of at least 0, or a
     *     coordinate is not finite
     */
    public static Regions of(Tensor rows) {
        Objects.requireNonNull(rows, "rows");
        if (rows.rank() != 2 || rows.dim(1) != COORDINATES + 1) {
            throw new IllegalArgumentException(
                    "Regions are of shape Rx5, each row image, x1, y1, x2, y2, but got " + rows.shapeText() + ".");
        }
        int[] images = new int[rows.dim(0)];
        float[] boxes = new float[COORDINATES * images.length];
        for (int region = 0; region < images.length; region++) {
            float image = rows.get(region, 0);
            images[region] = (int) image;
            if (images[region] != image) {
                throw new IllegalArgumentException(
                        "Region " + region + " names image " + image + "; that must be a whole number.");
            }
            System.arraycopy(rows.data(), region * (COORDINATES + 1) + 1, boxes, COORDINATES * region, COORDINATES);
        }
        return of(images, boxes);
    }

    /** How many there are. */
    public int size() {
        return images.length;
    }

    /**
     * The place in the batch of a region's image.
     *
     * @throws IndexOutOfBoundsException if there is no such region
     */
    public int image(int region) {
        return images[Objects.checkIndex(region, images.length)];
    }

    /**
     * One coordinate of a region's box.
     *
     * @param coordinate 0 to 3: x1, y1, x2, y2
     * @throws IndexOutOfBoundsException if there is no such region or coordinate
     */
    public float box(int region, int coordinate) {
        Objects.checkIndex(region, images.length);
        return boxes[COORDINATES * region + Objects.checkIndex(coordinate, COORDINATES)];
    }

    /** The boxes one after the other, four coordinates each, in a new array. */
    public float[] boxes() {
        return boxes.clone();
    }

    @Override
    public String toString() {
        return images.length == 1 ? "1 region" : images.length + " regions";
    }
}
