package espalier.runtime.pass;

import espalier.runtime.Tensor;
import java.util.List;

/** A tensor for each batch size seen, so that none is made twice. */
final class BatchTensors {

    private final List<Integer> imageShape;
    private final Tensor[] bySize;

    BatchTensors(List<Integer> imageShape, int capacity) {
        this.imageShape = imageShape;
        this.bySize = new Tensor[capacity + 1];
    }

    Tensor of(int images) {
        if (bySize[images] == null) {
            bySize[images] = Tensor.zeros(Shapes.batch(images, imageShape));
        }
        return bySize[images];
    }
}
