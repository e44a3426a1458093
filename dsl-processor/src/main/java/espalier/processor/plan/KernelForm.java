package espalier.processor.plan;

import espalier.processor.op.Op;
import java.util.List;

/**
 * What one class is written for. A kernel whose speed rests on literal bounds (a convolution keeps its sums in registers) has a
 * class of its own; the others, which memory holds up and not arithmetic, share one class whatever their sizes, which it is
 * given when it is made.
 *
 * @param title what the class is called, without the network
 * @param details all that its text depends on
 */
record KernelForm(String title, List<Object> details) {
    KernelForm {
        details = List.copyOf(details);
    }

    static KernelForm of(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution k && k.takesRectifier()) {
            return new KernelForm(
                    KernelTitle.ofAnyActivation(k).whole(),
                    List.of(k.withBiasAndRelu().withoutBackward()));
        }
        KernelTitle title = KernelTitle.of(kernel);
        return isShared(kernel)
                ? new KernelForm(title.operation(), details(kernel))
                : new KernelForm(title.whole(), List.of(kernel));
    }

    private static boolean isShared(Kernel kernel) {
        return !(kernel instanceof Kernel.Convolution
                || kernel instanceof Kernel.Depthwise
                || kernel instanceof Kernel.Dense
                || kernel instanceof Kernel.Lrn);
    }

    /** Besides the kind of kernel; whether backward is needed is decided for all kernels of a form together. */
    private static List<Object> details(Kernel kernel) {
        if (kernel instanceof Kernel.BatchNorm k) {
            return List.of(k.activation());
        }
        if (kernel instanceof Kernel.Add k) {
            return List.of(k.activation());
        }
        if (kernel instanceof Kernel.Activation k) {
            return List.of(k.op().function());
        }
        if (kernel instanceof Kernel.Subsample k) {
            return List.of(k.activation());
        }
        if (kernel instanceof Kernel.RoiPool k) {
            return List.of(k.op().scale());
        }
        if (kernel instanceof Kernel.Pool k) {
            boolean counts = k.op().type() == Op.PoolType.AVERAGE && k.op().countPadding();
            return List.of(k.op().window(), counts, k.op().clips());
        }
        return List.of();
    }
}
