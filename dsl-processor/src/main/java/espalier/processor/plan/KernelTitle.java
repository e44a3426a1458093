package espalier.processor.plan;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.Locale;

/**
 * What a kernel is called.
 *
 * @param operation with its window and its deviations from the usual, such as {@code Conv5x5Tanh}
 * @param sizes the shapes that it is applied to, such as {@code Of6x14x14To16}
 */
record KernelTitle(String operation, String sizes) {

    /** Both: {@code Conv5x5TanhOf6x14x14To16}. */
    String whole() {
        return operation + sizes;
    }

    static KernelTitle of(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution k) {
            KernelTitle plain = ofAnyActivation(k);
            return new KernelTitle(plain.operation + bias(k.op().bias()) + camel(k.activation()), plain.sizes);
        }
        if (kernel instanceof Kernel.Depthwise k) {
            return new KernelTitle(
                    "Depthwise" + window(k.op().window()) + bias(k.op().bias()) + camel(k.activation()),
                    "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.Dense k) {
            return new KernelTitle(
                    "Dense" + bias(k.op().bias()) + camel(k.activation()),
                    "Of" + k.op().input() + "To" + k.op().output());
        }
        if (kernel instanceof Kernel.Pool k) {
            return new KernelTitle(pool(k.op().type()) + window(k.op().window()), "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.GlobalPool k) {
            return new KernelTitle("Global" + pool(k.op().type()), "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.AdaptivePool k) {
            return new KernelTitle("Adaptive" + pool(k.op().type()), bins(k.op().output()) + "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.RoiPool k) {
            return new KernelTitle("RoiPool", bins(k.op().output()) + "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.Upsample k) {
            String mode = k.op().mode() == Op.UpsampleMode.NEAREST ? "Nearest" : "Bilinear";
            return new KernelTitle(
                    "Upsample" + mode + k.op().factorHeight() + "x" + k.op().factorWidth(), "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.Subsample k) {
            return new KernelTitle(
                    "Subsample" + k.op().windowHeight() + "x" + k.op().windowWidth() + camel(k.activation()),
                    "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.Rbf k) {
            return new KernelTitle("Rbf", "Of" + k.op().input() + "To" + k.op().output());
        }
        if (kernel instanceof Kernel.Activation k) {
            return new KernelTitle(camel(k.op().function()), "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.Dropout k) {
            return new KernelTitle("Dropout", "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.StochasticDepth k) {
            return new KernelTitle("StochasticDepth", "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.BatchNorm k) {
            return new KernelTitle("BatchNorm" + camel(k.activation()), "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.Lrn k) {
            return new KernelTitle("Lrn" + k.op().size(), "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.Softmax k) {
            return new KernelTitle("Softmax", "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.Flatten k) {
            return new KernelTitle("Flatten", "Of" + k.op().input());
        }
        if (kernel instanceof Kernel.Pad k) {
            return new KernelTitle("Pad", "Of" + k.op().input() + "To" + k.op().output());
        }
        if (kernel instanceof Kernel.Add k) {
            return new KernelTitle(
                    "Add" + camel(k.activation()),
                    "Of" + (k.op().inputs() == 2 ? "" : k.op().inputs() + "Times") + k.op().output());
        }
        if (kernel instanceof Kernel.Concat k) {
            return new KernelTitle("Concat", k.op().inputs().size() + "To" + k.op().output());
        }
        if (kernel instanceof Kernel.Multiply k) {
            return new KernelTitle("Multiply", "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.Scale k) {
            return new KernelTitle("Scale", "Of" + k.op().output());
        }
        if (kernel instanceof Kernel.IdentityShortcut k) {
            return new KernelTitle(
                    "Shortcut",
                    "Stride" + pair(k.op().strideHeight(), k.op().strideWidth()) + "Of" + k.op().input() + "To"
                            + k.op().output().channels());
        }
        if (kernel instanceof Kernel.Import k) {
            return new KernelTitle("Input", "Of" + k.shape());
        }
        if (kernel instanceof Kernel.Export k) {
            return new KernelTitle("Output", "Of" + k.shape());
        }
        throw new IllegalStateException("no title for " + kernel);
    }

    private static String bins(Shape output) {
        return output.height() + "x" + output.width();
    }

    /** Of a convolution with or without bias and activation. */
    static KernelTitle ofAnyActivation(Kernel.Convolution kernel) {
        Op.Convolution op = kernel.op();
        return new KernelTitle(
                "Conv" + window(op.window()) + (op.groups() > 1 ? "Groups" + op.groups() : "")
                        + (op.connections().isEmpty() ? "" : "Connected"),
                "Of" + op.input() + "To" + op.output().channels());
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
