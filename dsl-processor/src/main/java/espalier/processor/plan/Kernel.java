package espalier.processor.plan;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import java.util.List;

/**
 * An operation, the layouts it reads and writes, and the activation fused into its store. Layers with equal kernels share one
 * instance, kernels of one {@link KernelForm} one class. A layout named {@code x} is an input's, {@code y} the output's;
 * a gradient has the layout of its value.
 */
public sealed interface Kernel {

    /** Whether the backward methods are needed as well; an inference-only kernel has none. */
    boolean backward();

    /** The same kernel, with or without the backward methods. */
    Kernel withBackward(boolean needed);

    /** The same kernel with the backward methods. */
    default Kernel withBackward() {
        return withBackward(true);
    }

    /** The same kernel without the backward methods. */
    default Kernel withoutBackward() {
        return withBackward(false);
    }

    record Convolution(Op.Convolution op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {

        /**
         * Whether one class is written for it with and without bias and whatever its rectifier, so that training, whose batch norms stand apart,
         * and inference, which has them folded in, share it.
         */
        public boolean takesRectifier() {
            return activation.isRectifier() && algorithm() != ConvolutionAlgorithm.OWN_TILE;
        }

        /** What such a class is written for, in place of all. */
        public Convolution withBiasAndRelu() {
            Op.Convolution biased = new Op.Convolution(
                    op.input(), op.output(), op.window(), op.groups(), true, op.connections(), op.directOnly());
            return new Convolution(biased, new ActivationFunction(ActivationKind.RELU, 0), x, y, backward);
        }

        /** How the vector dialect computes it. */
        public ConvolutionAlgorithm algorithm() {
            return ConvolutionAlgorithm.of(op);
        }

        @Override
        public Convolution withBackward(boolean needed) {
            return new Convolution(op, activation, x, y, needed);
        }
    }

    /** A convolution in which each filter reads one map of its own: as many groups as maps and filters. */
    record Depthwise(Op.Convolution op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {
        @Override
        public Depthwise withBackward(boolean needed) {
            return new Depthwise(op, activation, x, y, needed);
        }
    }

    record Dense(Op.Dense op, ActivationFunction activation, Layout x, Layout y, boolean backward) implements Kernel {

        /** Weights, a quarter of a megabyte, that a second-level cache keeps, so that multiplying takes longer than reading. */
        private static final int MOST_WEIGHTS_OF_TILES = 1 << 16;

        /** Units of the runtime's tiles at least; inputs go in pairs. */
        private static final int FEWEST_UNITS_OF_TILES = 16;

        /** Whether the vector dialect's forward pass is the runtime's, if the inputs fill a vector. */
        public boolean sharesTile() {
            int in = op.input().channels();
            int units = op.output().channels();
            return in % 2 == 0 && units >= FEWEST_UNITS_OF_TILES && (long) in * units <= MOST_WEIGHTS_OF_TILES;
        }

        @Override
        public Dense withBackward(boolean needed) {
            return new Dense(op, activation, x, y, needed);
        }
    }

    record Pool(Op.Pool op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Pool withBackward(boolean needed) {
            return new Pool(op, x, y, needed);
        }
    }

    record GlobalPool(Op.GlobalPool op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public GlobalPool withBackward(boolean needed) {
            return new GlobalPool(op, x, y, needed);
        }
    }

    record AdaptivePool(Op.AdaptivePool op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public AdaptivePool withBackward(boolean needed) {
            return new AdaptivePool(op, x, y, needed);
        }
    }

    record RoiPool(Op.RoiPool op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public RoiPool withBackward(boolean needed) {
            return new RoiPool(op, x, y, needed);
        }
    }

    record Upsample(Op.Upsample op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Upsample withBackward(boolean needed) {
            return new Upsample(op, x, y, needed);
        }
    }

    record Subsample(Op.Subsample op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {
        @Override
        public Subsample withBackward(boolean needed) {
            return new Subsample(op, activation, x, y, needed);
        }
    }

    record Rbf(Op.Rbf op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Rbf withBackward(boolean needed) {
            return new Rbf(op, x, y, needed);
        }
    }

    record Activation(Op.Activation op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Activation withBackward(boolean needed) {
            return new Activation(op, x, y, needed);
        }
    }

    record Dropout(Op.Dropout op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Dropout withBackward(boolean needed) {
            return new Dropout(op, x, y, needed);
        }
    }

    record StochasticDepth(Op.StochasticDepth op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public StochasticDepth withBackward(boolean needed) {
            return new StochasticDepth(op, x, y, needed);
        }
    }

    /** In inference with the running statistics, as a scale and a shift a channel; in training with the batch's. */
    record BatchNorm(Op.BatchNorm op, ActivationFunction activation, Layout x, Layout y, boolean backward)
            implements Kernel {
        @Override
        public BatchNorm withBackward(boolean needed) {
            return new BatchNorm(op, activation, x, y, needed);
        }
    }

    record Lrn(Op.Lrn op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Lrn withBackward(boolean needed) {
            return new Lrn(op, x, y, needed);
        }
    }

    record Softmax(Op.Softmax op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Softmax withBackward(boolean needed) {
            return new Softmax(op, x, y, needed);
        }
    }

    record Flatten(Op.Flatten op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Flatten withBackward(boolean needed) {
            return new Flatten(op, x, y, needed);
        }
    }

    record Pad(Op.Pad op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public Pad withBackward(boolean needed) {
            return new Pad(op, x, y, needed);
        }
    }

    record Add(Op.Add op, ActivationFunction activation, List<Layout> x, Layout y, boolean backward) implements Kernel {
        @Override
        public Add withBackward(boolean needed) {
            return new Add(op, activation, x, y, needed);
        }

        public Add {
            x = List.copyOf(x);
        }
    }

    record Multiply(Op.Multiply op, Layout a, Layout b, Layout y, boolean backward) implements Kernel {
        @Override
        public Multiply withBackward(boolean needed) {
            return new Multiply(op, a, b, y, needed);
        }
    }

    record Scale(Op.Scale op, Layout x, Layout gate, Layout y, boolean backward) implements Kernel {
        @Override
        public Scale withBackward(boolean needed) {
            return new Scale(op, x, gate, y, needed);
        }
    }

    record IdentityShortcut(Op.IdentityShortcut op, Layout x, Layout y, boolean backward) implements Kernel {
        @Override
        public IdentityShortcut withBackward(boolean needed) {
            return new IdentityShortcut(op, x, y, needed);
        }
    }

    record Concat(Op.Concat op, List<Layout> x, Layout y, boolean backward) implements Kernel {
        @Override
        public Concat withBackward(boolean needed) {
            return new Concat(op, x, y, needed);
        }

        public Concat {
            x = List.copyOf(x);
        }
    }

    /** From a caller's NCHW array into a layout, and (backward) a layout's gradient back into an NCHW array. */
    record Import(Shape shape, Layout y, boolean backward) implements Kernel {
        @Override
        public Import withBackward(boolean needed) {
            return new Import(shape, y, needed);
        }
    }

    /** From a layout into a caller's NCHW array, and (backward) an NCHW gradient into a layout. */
    record Export(Shape shape, Layout x, boolean backward) implements Kernel {
        @Override
        public Export withBackward(boolean needed) {
            return new Export(shape, x, needed);
        }
    }
}
