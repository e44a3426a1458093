package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import espalier.processor.plan.Kernel;

/** The interface of {@code espalier.runtime.kernel} that each kind of kernel implements. */
final class KernelInterfaces {

    private KernelInterfaces() {}

    static ClassName of(Kernel kernel) {
        return Names.kernelInterface(simpleName(kernel));
    }

    private static String simpleName(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution || kernel instanceof Kernel.Depthwise) {
            return "ConvolutionKernel";
        }
        if (kernel instanceof Kernel.Dense) {
            return "DenseKernel";
        }
        if (kernel instanceof Kernel.Subsample) {
            return "SubsampleKernel";
        }
        if (kernel instanceof Kernel.RoiPool) {
            return "RegionKernel";
        }
        if (kernel instanceof Kernel.Rbf) {
            return "RbfKernel";
        }
        if (kernel instanceof Kernel.Dropout || kernel instanceof Kernel.StochasticDepth) {
            return "DropoutKernel";
        }
        if (kernel instanceof Kernel.BatchNorm) {
            return "BatchNormKernel";
        }
        if (kernel instanceof Kernel.Add || kernel instanceof Kernel.Concat) {
            return "JoinKernel";
        }
        if (kernel instanceof Kernel.Multiply || kernel instanceof Kernel.Scale) {
            return "ProductKernel";
        }
        if (kernel instanceof Kernel.Import) {
            return "ImportKernel";
        }
        if (kernel instanceof Kernel.Export) {
            return "ExportKernel";
        }
        return "MapKernel";
    }
}
