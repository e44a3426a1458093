package espalier.tests.behavior;

import espalier.runtime.Tensor;
import espalier.runtime.train.Dataset;
import java.util.Random;
import java.util.stream.IntStream;

/** Images and labels that mean nothing. */
final class RandomData {

    private RandomData() {}

    /** Values from 0 to 1. */
    static Tensor images(long seed, int... shape) {
        Tensor images = Tensor.zeros(shape);
        Random random = new Random(seed);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = random.nextFloat();
        }
        return images;
    }

    static Dataset dataset(int count, int classes, int channels, int height, int width) {
        int[] labels = new Random(count).ints(count, 0, classes).toArray();
        return Dataset.of(
                images(count, count, channels, height, width),
                labels,
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    }
}
