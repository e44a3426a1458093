package espalier.benchmarks.contender;

import espalier.runtime.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * What a contender is to do. Images, labels and rate of learning are the same for all.
 *
 * @param network the interface's name, such as {@code LeNet5}
 * @param batch images at once
 * @param threads that may compute
 * @param folder where {@link Preparation} left the network's weights and what is expected of it
 */
public record Setting(String network, Task task, int batch, int threads, Path folder) {

    /** The learning rate of a training step: large enough for a wrong gradient to show in the next loss. */
    public static final double RATE = 0.01;

    /** The weights and buffers, as safetensors. */
    public Path weights() {
        return folder.resolve("weights.safetensors");
    }

    /** The network with the same weights, as ONNX. */
    public Path onnx() {
        return folder.resolve("network.onnx");
    }

    /** Where a contender unpacks its native libraries; deleted with everything else. */
    public Path natives() {
        return folder.resolveSibling("natives");
    }

    /** What {@link Preparation} computed for this task and batch. */
    Path expected() {
        return folder.resolve(task.label() + "-" + batch + ".safetensors");
    }

    /**
     * The batch: noise between -1 and 1.
     *
     * @param image C, H, W
     * @return N,C,H,W
     */
    public Tensor images(List<Integer> image) {
        Tensor images = Tensor.zeros(batch, image.get(0), image.get(1), image.get(2));
        float[] data = images.data();
        for (int i = 0; i < data.length; i++) {
            // Knuth's multiplicative hash: cheap even where nothing is compiled yet.
            data[i] = (i + 1) * 0x9E3779B1 * 0x1p-31f;
        }
        return images;
    }

    /** A class for each image: 0, 1, 2 and so on. */
    public int[] labels(int classes) {
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % classes;
        }
        return labels;
    }
}
