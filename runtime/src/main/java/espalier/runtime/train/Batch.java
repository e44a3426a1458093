package espalier.runtime.train;

import espalier.runtime.Tensor;

/**
 * Some images of a dataset, copied together, and their labels. Reused from batch to batch, so that a step allocates
 * nothing.
 */
final class Batch {

    private final Tensor images;
    private final int[] labels;

    Batch(Dataset data, int size) {
        images = Tensor.zeros(data.batchShape(size));
        labels = new int[size];
    }

    /** Copies the images at {@code order[from]} and on. */
    void fill(Dataset data, int[] order, int from) {
        int imageSize = images.size() / labels.length;
        for (int i = 0; i < labels.length; i++) {
            data.copyImage(order[from + i], images.data(), i * imageSize);
            labels[i] = data.label(order[from + i]);
        }
    }

    Tensor images() {
        return images;
    }

    int[] labels() {
        return labels;
    }

    int size() {
        return labels.length;
    }
}
