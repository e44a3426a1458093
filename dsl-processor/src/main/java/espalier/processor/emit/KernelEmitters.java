package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.failure.InternalFailure;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import java.util.Map;

/** Finds the emitter for a kernel: one line a kind. */
public final class KernelEmitters {

    private static final Map<Class<? extends Kernel>, KernelEmitter<?>> EMITTERS = Map.ofEntries(
            Map.entry(Kernel.Convolution.class, new ConvolutionEmitter()),
            Map.entry(Kernel.Depthwise.class, new DepthwiseEmitter()),
            Map.entry(Kernel.Dense.class, new DenseEmitter()),
            Map.entry(Kernel.Pool.class, new PoolEmitter()),
            Map.entry(Kernel.GlobalPool.class, new GlobalPoolEmitter()),
            Map.entry(Kernel.AdaptivePool.class, new AdaptivePoolEmitter()),
            Map.entry(Kernel.RoiPool.class, new RoiPoolEmitter()),
            Map.entry(Kernel.Upsample.class, new UpsampleEmitter()),
            Map.entry(Kernel.Subsample.class, new SubsampleEmitter()),
            Map.entry(Kernel.Rbf.class, new RbfEmitter()),
            Map.entry(Kernel.Activation.class, new ActivationEmitter()),
            Map.entry(Kernel.Dropout.class, new DropoutEmitter()),
            Map.entry(Kernel.StochasticDepth.class, new StochasticDepthEmitter()),
            Map.entry(Kernel.BatchNorm.class, new BatchNormEmitter()),
            Map.entry(Kernel.Lrn.class, new LrnEmitter()),
            Map.entry(Kernel.Softmax.class, new SoftmaxEmitter()),
            Map.entry(Kernel.Flatten.class, new ChannelOrderEmitters.Flatten()),
            Map.entry(Kernel.Pad.class, new PadEmitter()),
            Map.entry(Kernel.Add.class, new AddEmitter()),
            Map.entry(Kernel.Multiply.class, new MultiplyEmitter()),
            Map.entry(Kernel.Scale.class, new ScaleEmitter()),
            Map.entry(Kernel.IdentityShortcut.class, new IdentityShortcutEmitter()),
            Map.entry(Kernel.Concat.class, new ConcatEmitter()),
            Map.entry(Kernel.Import.class, new ChannelOrderEmitters.Import()),
            Map.entry(Kernel.Export.class, new ChannelOrderEmitters.Export()));

    private KernelEmitters() {}

    /** The simple name of the class that {@link #emit} writes. */
    public static String className(KernelClass kernel, Dialect dialect) {
        return kernel.name() + dialect.suffix();
    }

    /** The simple name of the class that {@link #emit512} writes. */
    static String className512(KernelClass kernel) {
        return className(kernel, Dialect.VECTOR) + "512";
    }

    /** The class for a kernel in one dialect. */
    public static TypeSpec emit(KernelClass kernel, Dialect dialect) {
        return InternalFailure.naming(kernel.firstLayer(), () -> emit(emitterFor(kernel.kernel()), kernel, dialect));
    }

    /** Whether a kernel has a class of its own for machines with 512-bit vectors. */
    static boolean has512(KernelClass kernel) {
        return kernel.isWorthAForm() && has512(emitterFor(kernel.kernel()), kernel);
    }

    /** The class for a kernel on machines with 512-bit vectors, if it {@link #has512}. */
    static TypeSpec emit512(KernelClass kernel) {
        return InternalFailure.naming(kernel.firstLayer(), () -> emit512(emitterFor(kernel.kernel()), kernel));
    }

    /** The arguments of the constructor that make an instance of the class for a kernel. */
    static CodeBlock arguments(Kernel kernel) {
        return sizes(emitterFor(kernel), kernel).arguments();
    }

    private static <K extends Kernel> Sizes sizes(KernelEmitter<K> emitter, Kernel any) {
        @SuppressWarnings("unchecked") // the emitter was found by the kernel's class
        K kernel = (K) any;
        return emitter.sizes(kernel);
    }

    private static <K extends Kernel> TypeSpec emit(KernelEmitter<K> emitter, KernelClass name, Dialect dialect) {
        @SuppressWarnings("unchecked") // the emitter was found by the kernel's class
        K kernel = (K) name.kernel();
        return switch (dialect) {
            case SCALAR -> emitter.scalar(name, kernel);
            case VECTOR -> emitter.vector(name, kernel);
        };
    }

    private static <K extends Kernel> boolean has512(KernelEmitter<K> emitter, KernelClass name) {
        @SuppressWarnings("unchecked") // the emitter was found by the kernel's class
        K kernel = (K) name.kernel();
        return emitter.has512(kernel);
    }

    private static <K extends Kernel> TypeSpec emit512(KernelEmitter<K> emitter, KernelClass name) {
        @SuppressWarnings("unchecked") // the emitter was found by the kernel's class
        K kernel = (K) name.kernel();
        return emitter.vector512(name, kernel);
    }

    private static KernelEmitter<?> emitterFor(Kernel kernel) {
        KernelEmitter<?> emitter = EMITTERS.get(kernel.getClass());
        if (emitter == null) {
            throw new IllegalArgumentException(
                    "no emitter for " + kernel.getClass().getSimpleName() + ": add it to KernelEmitters");
        }
        return emitter;
    }
}
