package espalier.runtime.train;

import espalier.runtime.RandomStream;
import espalier.runtime.Shapes;
import espalier.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images. Immutable as long as nobody writes into the tensor it was made from, and then safe for use by any
 * number of threads; parts of a dataset share its images.
 */
public final class Dataset {

    private final Tensor images;
    private final int[] labels;
    private final List<String> classNames;
    /** The images of this part, as positions in {@link #images}. */
    private final int[] members;

    private Dataset(Tensor images, int[] labels, List<String> classNames, int[] members) {
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
        this.members = members;
    }

    /**
     * Of images and their labels.
     *
     * @param images N,C,H,W, not copied
     * @param labels the class of each image, from 0; copied
     * @param classNames one for each class
     * @throws IllegalArgumentException if there are no images, the counts differ, or a label has no class name
     */
    public static Dataset of(Tensor images, int[] labels, List<String> classNames) {
        if (images.rank() < 2 || images.size() == 0) {
            throw new IllegalArgumentException(
                    "A dataset needs images N,C,H,W and at least one of them, not " + images.shapeText() + ".");
        }
        if (images.dim(0) != labels.length) {
            throw new IllegalArgumentException(labels.length + " labels were given for " + images.dim(0) + " images.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException(
                        "Label " + i + " is " + labels[i] + ", but there are " + classNames.size() + " class names.");
            }
        }
        int[] all = IntStream.range(0, labels.length).toArray();
        return new Dataset(images, labels.clone(), List.copyOf(classNames), all);
    }

    /** The number of images. */
    public int size() {
        return members.length;
    }

    /** The names of the classes, in the order of their labels. */
    public List<String> classNames() {
        return classNames;
    }

    /** The number of classes. */
    public int classes() {
        return classNames.size();
    }

    /** C, H, W of one image. */
    public List<Integer> imageShape() {
        return Arrays.stream(images.shape()).skip(1).boxed().toList();
    }

    /** As messages write it, such as {@code 1x28x28}. */
    public String imageShapeText() {
        return Shapes.text(imageShape());
    }

    /** The class of one image. */
    public int label(int index) {
        return labels[members[index]];
    }

    /** A copy of one image, 1,C,H,W. */
    public Tensor image(int index) {
        Tensor image = Tensor.zeros(batchShape(1));
        copyImage(index, image.data(), 0);
        return image;
    }

    /** Copies one image, C,H,W, into an array. */
    public void copyImage(int index, float[] target, int targetAt) {
        int size = images.size() / images.dim(0);
        System.arraycopy(images.data(), members[index] * size, target, targetAt, size);
    }

    /** The shape of a batch of images, N,C,H,W. */
    public int[] batchShape(int batch) {
        int[] shape = images.shape();
        shape[0] = batch;
        return shape;
    }

    /**
     * Some of the images, in the order given.
     *
     * @param indices each from 0 to {@code size() - 1}
     */
    public Dataset select(int[] indices) {
        int[] chosen = Arrays.stream(indices).map(index -> members[index]).toArray();
        return new Dataset(images, labels, classNames, chosen);
    }

    /**
     * The first images, all if there are fewer.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    public Dataset first(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("At least 1 image must remain, not " + limit + ".");
        }
        return select(IntStream.range(0, Math.min(limit, size())).toArray());
    }

    /** The images in an order that the seed decides. */
    public Dataset shuffled(long seed) {
        int[] order = IntStream.range(0, size()).toArray();
        shuffle(order, new RandomStream(seed, "shuffle"));
        return select(order);
    }

    /**
     * Sets aside a share of the images, of each class alike; both parts keep the order of the images.
     *
     * @param share of every class that goes to the second part, above 0 and below 1
     * @param seed decides which
     * @return the remaining part, then the part set aside
     * @throws IllegalArgumentException if the share is outside its range or one part would be empty
     */
    public List<Dataset> split(double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("The share must be above 0 and below 1, not " + share + ".");
        }
        boolean[] aside = new boolean[size()];
        for (int label = 0; label < classes(); label++) {
            int wanted = label;
            int[] ofClass =
                    IntStream.range(0, size()).filter(i -> label(i) == wanted).toArray();
            shuffle(ofClass, new RandomStream(seed, "split " + label));
            for (int i = 0; i < Math.round(share * ofClass.length); i++) {
                aside[ofClass[i]] = true;
            }
        }
        List<Dataset> parts = new ArrayList<>();
        for (boolean second : new boolean[] {false, true}) {
            int[] part =
                    IntStream.range(0, size()).filter(i -> aside[i] == second).toArray();
            if (part.length == 0) {
                throw new IllegalArgumentException(
                        "A share of " + share + " of " + size() + " images leaves one part empty.");
            }
            parts.add(select(part));
        }
        return List.copyOf(parts);
    }

    /** Fisher and Yates' shuffle: every order is as likely as any other. */
    static void shuffle(int[] order, RandomStream random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
    }
}
