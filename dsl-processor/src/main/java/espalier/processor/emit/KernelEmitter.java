package espalier.processor.emit;

import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Writes the class of one kind of kernel, forward and backward, in both dialects. The result is package-private and
 * final, has a constructor that takes the kernel's {@link #sizes}, and implements the kernel's interface of
 * {@code espalier.runtime.kernel}; {@link KernelClasses#named} begins it. What it says depends on the kernel's form alone, if
 * it has sizes. An emitter has no state.
 */
interface KernelEmitter<K extends Kernel> {

    /** What the class is given when it is made: none if it is written for one kernel, whose sizes are literals in it. */
    default Sizes sizes(K kernel) {
        return Sizes.none();
    }

    /** Plain loops on floats. */
    TypeSpec scalar(KernelClass name, K kernel);

    /** On {@code jdk.incubator.vector}, with lanes that are known only when the class is loaded. */
    TypeSpec vector(KernelClass name, K kernel);

    /**
     * Whether {@link #vector512} has something to offer over {@link #vector} on machines with 512-bit vectors and their 32
     * registers.
     */
    default boolean has512(K kernel) {
        return false;
    }

    /** On {@code jdk.incubator.vector}, for those machines alone. */
    default TypeSpec vector512(KernelClass name, K kernel) {
        throw new UnsupportedOperationException("no class for 512-bit vectors: " + name.name());
    }
}
