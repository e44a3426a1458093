package espalier.processor.plan;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import java.util.List;

/**
 * What one kernel class is written for: an operation, the layouts it reads and writes, and the activation fused into its
 * store. Two layers with equal kernels share one class. A layout named {@code x} is an input's, {@code y} the output's;
 * a gradient has the layout of its value.
 */
public sealed interface Kernel {

    /** Whether the backward methods are needed as well; an inference-only kernel has none. */
    boolean backward();

    record Convolution(Op.Convolution op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {}

    record Dense(Op.Dense op, ActivationFunction activation, Layout x, Layout y, boolean backward) implements Kernel {}

    record Pool(Op.Pool op, Layout x, Layout y, boolean backward) implements Kernel {}

    record GlobalPool(Op.GlobalPool op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Subsample(Op.Subsample op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {}

    record Rbf(Op.Rbf op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Activation(Op.Activation op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Dropout(Op.Dropout op, Layout x, Layout y, boolean backward) implements Kernel {}

    /** In inference with the running statistics, as a scale and a shift a channel; in training with the batch's. */
    record BatchNorm(Op.BatchNorm op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {}

    record Softmax(Op.Softmax op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Flatten(Op.Flatten op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Pad(Op.Pad op, Layout x, Layout y, boolean backward) implements Kernel {}

    record Add(Op.Add op, ActivationFunction activation, List<Layout> x, Layout y, boolean backward) implements Kernel {
        public Add {
            x = List.copyOf(x);
        }
    }

    record Concat(Op.Concat op, List<Layout> x, Layout y, boolean backward) implements Kernel {
        public Concat {
            x = List.copyOf(x);
        }
    }

    /** From a caller's NCHW array into a layout, and (backward) a layout's gradient back into an NCHW array. */
    record Import(Shape shape, Layout y, boolean backward) implements Kernel {}

    /** From a layout into a caller's NCHW array, and (backward) an NCHW gradient into a layout. */
    record Export(Shape shape, Layout x, boolean backward) implements Kernel {}
}
