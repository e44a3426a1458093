package espalier.processor.plan;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.Locale;

/** What a kernel is called: operation, size, deviations from the usual, shapes, as in {@code Conv5x5TanhOf6x14x14To16}. */
final class KernelTitle {

    private KernelTitle() {}

    static String of(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution k) {
            Op.Convolution op = k.op();
            return "Conv" + window(op.window()) + (op.groups() > 1 ? "Groups" + op.groups() : "")
                    + (op.connections().isEmpty() ? "" : "Connected") + bias(op.bias()) + camel(k.activation()) + "Of"
                    + op.input() + "To"
                    + op.output().channels();
        }
        if (kernel instanceof Kernel.Depthwise k) {
            return "Depthwise" + window(k.op().window()) + bias(k.op().bias()) + camel(k.activation()) + "Of"
                    + k.op().input();
        }
        if (kernel instanceof Kernel.Dense k) {
            return "Dense" + bias(k.op().bias()) + camel(k.activation()) + "Of" + k.op().input() + "To"
                    + k.op().output();
        }
        if (kernel instanceof Kernel.Pool k) {
            return pool(k.op().type()) + window(k.op().window()) + "Of" + k.op().input();
        }
        if (kernel instanceof Kernel.GlobalPool k) {
            return "Global" + pool(k.op().type()) + "Of" + k.op().input();
        }
        if (kernel instanceof Kernel.AdaptivePool k) {
            Shape bins = k.op().output();
            return "Adaptive" + pool(k.op().type()) + bins.height() + "x" + bins.width() + "Of" + k.op().input();
        }
        if (kernel instanceof Kernel.RoiPool k) {
            Shape bins = k.op().output();
            return "RoiPool" + bins.height() + "x" + bins.width() + "Of" + k.op().input();
        }
        if (kernel instanceof Kernel.Upsample k) {
            String mode = k.op().mode() == Op.UpsampleMode.NEAREST ? "Nearest" : "Bilinear";
            return "Upsample" + mode + k.op().factorHeight() + "x" + k.op().factorWidth() + "Of" + k.op().input();
        }
        if (kernel instanceof Kernel.Subsample k) {
            return "Subsample" + k.op().windowHeight() + "x" + k.op().windowWidth() + camel(k.activation()) + "Of"
                    + k.op().input();
        }
        if (kernel instanceof Kernel.Rbf k) {
            return "RbfOf" + k.op().input() + "To" + k.op().output();
        }
        if (kernel instanceof Kernel.Activation k) {
            return camel(k.op().function()) + "Of" + k.op().output();
        }
        if (kernel instanceof Kernel.Dropout k) {
            return "DropoutOf" + k.op().output();
        }
        if (kernel instanceof Kernel.StochasticDepth k) {
            return "StochasticDepthOf" + k.op().output();
        }
        if (kernel instanceof Kernel.BatchNorm k) {
            return "BatchNorm" + camel(k.activation()) + "Of" + k.op().output();
        }
        if (kernel instanceof Kernel.Lrn k) {
            return "Lrn" + k.op().size() + "Of" + k.op().output();
        }
        if (kernel instanceof Kernel.Softmax k) {
            return "SoftmaxOf" + k.op().output();
        }
        if (kernel instanceof Kernel.Flatten k) {
            return "FlattenOf" + k.op().input();
        }
        if (kernel instanceof Kernel.Pad k) {
            return "PadOf" + k.op().input() + "To" + k.op().output();
        }
        if (kernel instanceof Kernel.Add k) {
            return "Add" + k.op().inputs() + camel(k.activation()) + "Of" + k.op().output();
        }
        if (kernel instanceof Kernel.Concat k) {
            return "Concat" + k.op().inputs().size() + "To" + k.op().output();
        }
        if (kernel instanceof Kernel.Multiply k) {
            return "MultiplyOf" + k.op().output();
        }
        if (kernel instanceof Kernel.Scale k) {
            return "ScaleOf" + k.op().output();
        }
        if (kernel instanceof Kernel.IdentityShortcut k) {
            return "ShortcutStride" + pair(k.op().strideHeight(), k.op().strideWidth()) + "Of" + k.op().input() + "To"
                    + k.op().output().channels();
        }
        if (kernel instanceof Kernel.Import k) {
            return "InputOf" + k.shape();
        }
        if (kernel instanceof Kernel.Export k) {
            return "OutputOf" + k.shape();
        }
        throw new IllegalStateException("no title for " + kernel);
    }

    private static String bias(boolean has) {
        return has ? "" : "NoBias";
    }

    private static String pool(Op.PoolType type) {
        return type == Op.PoolType.MAX ? "MaxPool" : "AveragePool";
    }

    private static String window(Window window) {
        String title = window.height() + "x" + window.width();
        if (window.strideHeight() != 1 || window.strideWidth() != 1) {
            title += "Stride" + pair(window.strideHeight(), window.strideWidth());
        }
        if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
            title += "Dilated" + pair(window.dilationHeight(), window.dilationWidth());
        }
        return title;
    }

    private static String pair(int vertical, int horizontal) {
        return vertical == horizontal ? Integer.toString(vertical) : vertical + "x" + horizontal;
    }

    /** {@code LeakyRelu} for LEAKY_RELU, nothing for the identity. */
    private static String camel(ActivationFunction function) {
        if (function.kind() == ActivationKind.NONE) {
            return "";
        }
        StringBuilder title = new StringBuilder();
        for (String word : function.kind().name().split("_", -1)) {
            title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return title.toString();
    }
}
