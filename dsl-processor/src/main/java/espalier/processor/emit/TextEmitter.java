package espalier.processor.emit;

import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** An emitter whose two dialects have the same outline, so that one method writes both. */
interface TextEmitter<K extends Kernel> extends KernelEmitter<K> {

    /** The class in one dialect. */
    KernelSource write(KernelClass name, K kernel, Dialect dialect);

    @Override
    default TypeSpec scalar(KernelClass name, K kernel) {
        return write(name, kernel, Dialect.SCALAR).build();
    }

    @Override
    default TypeSpec vector(KernelClass name, K kernel) {
        return write(name, kernel, Dialect.VECTOR).build();
    }
}
