package espalier.processor.plan;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import java.util.List;
import java.util.Optional;

/** The kernel that computes a fused node. */
final class KernelChoice {

    /** Wider kernels than any published network's are left to the general convolution. */
    private static final int MOST_DEPTHWISE_COLUMNS = 16;

    private KernelChoice() {}

    static Kernel choose(FusedNode node, List<Layout> layouts, Layout y, boolean backward) {
        List<Layout> inputs = node.inputs().stream().map(layouts::get).toList();
        Op op = node.node().op();
        ActivationFunction activation = node.activation();
        if (op instanceof Op.Input) {
            return new Kernel.Import(op.output(), y, backward);
        }
        if (op instanceof Op.Add add) {
            return new Kernel.Add(add, activation, inputs, y, backward);
        }
        if (op instanceof Op.Concat concat) {
            return new Kernel.Concat(concat, inputs, y, backward);
        }
        if (op instanceof Op.Multiply multiply) {
            return new Kernel.Multiply(multiply, inputs.get(0), inputs.get(1), y, backward);
        }
        if (op instanceof Op.Scale scale) {
            return new Kernel.Scale(scale, inputs.get(0), inputs.get(1), y, backward);
        }
        Layout x = inputs.get(0);
        if (op instanceof Op.Convolution convolution) {
            Op.Convolution folded = withBiasOfNorm(convolution, node);
            return isDepthwise(folded)
                    ? new Kernel.Depthwise(folded, activation, x, y, backward)
                    : new Kernel.Convolution(folded, activation, x, y, backward);
        }
        if (op instanceof Op.Dense dense) {
            Op.Dense folded = new Op.Dense(
                    dense.input(),
                    dense.output(),
                    dense.bias() || node.foldedNorm().isPresent());
            return new Kernel.Dense(folded, activation, x, y, backward);
        }
        if (op instanceof Op.Pool pool) {
            return new Kernel.Pool(pool, x, y, backward);
        }
        if (op instanceof Op.GlobalPool pool) {
            return new Kernel.GlobalPool(pool, x, y, backward);
        }
        if (op instanceof Op.AdaptivePool pool) {
            return new Kernel.AdaptivePool(pool, x, y, backward);
        }
        if (op instanceof Op.RoiPool pool) {
            return new Kernel.RoiPool(pool, x, y, backward);
        }
        if (op instanceof Op.Upsample upsample) {
            return new Kernel.Upsample(upsample, x, y, backward);
        }
        if (op instanceof Op.Subsample subsample) {
            return new Kernel.Subsample(subsample, activation, x, y, backward);
        }
        if (op instanceof Op.Rbf rbf) {
            return new Kernel.Rbf(rbf, x, y, backward);
        }
        if (op instanceof Op.Activation function) {
            return new Kernel.Activation(function, x, y, backward);
        }
        if (op instanceof Op.Dropout dropout) {
            return new Kernel.Dropout(dropout, x, y, backward);
        }
        if (op instanceof Op.StochasticDepth depth) {
            return new Kernel.StochasticDepth(depth, x, y, backward);
        }
        if (op instanceof Op.BatchNorm norm) {
            return new Kernel.BatchNorm(norm, activation, x, y, backward);
        }
        if (op instanceof Op.Lrn lrn) {
            return new Kernel.Lrn(lrn, x, y, backward);
        }
        if (op instanceof Op.Softmax softmax) {
            return new Kernel.Softmax(softmax, x, y, backward);
        }
        if (op instanceof Op.Flatten flatten) {
            return new Kernel.Flatten(flatten, x, y, backward);
        }
        if (op instanceof Op.Pad pad) {
            return new Kernel.Pad(pad, x, y, backward);
        }
        if (op instanceof Op.IdentityShortcut shortcut) {
            return new Kernel.IdentityShortcut(shortcut, x, y, backward);
        }
        throw new IllegalStateException("no kernel for " + op);
    }

    /** The batch norm that the step's parameters belong to, if any. */
    static Optional<Op.BatchNorm> norm(FusedNode node) {
        Op op = node.foldedNorm().orElse(node.node()).op();
        return op instanceof Op.BatchNorm norm ? Optional.of(norm) : Optional.empty();
    }

    /** Whether each filter reads one map of its own, by a kernel narrow enough that its columns may be written out. */
    static boolean isDepthwise(Op.Convolution op) {
        return op.groups() > 1
                && op.groups() == op.input().channels()
                && op.groups() == op.output().channels()
                && op.window().width() <= MOST_DEPTHWISE_COLUMNS;
    }

    /** A folded batch norm brings a bias of its own. */
    private static Op.Convolution withBiasOfNorm(Op.Convolution op, FusedNode node) {
        return new Op.Convolution(
                op.input(),
                op.output(),
                op.window(),
                op.groups(),
                op.bias() || node.foldedNorm().isPresent(),
                op.connections(),
                op.directOnly());
    }
}
