package espalier.onnx;

import java.util.List;
import java.util.function.Supplier;

/**
 * A weight of the model. Its values are made when they are written, so that weights which had to be changed do not all
 * stand in memory at once.
 */
record OnnxTensor(String name, List<Long> dimensions, Supplier<float[]> values) {

    long size() {
        return dimensions.stream().reduce(1L, (a, b) -> a * b);
    }
}
