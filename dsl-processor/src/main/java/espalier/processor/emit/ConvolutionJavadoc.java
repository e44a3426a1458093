package espalier.processor.emit;

import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import java.util.List;

/**
 * The header of a convolution's class: what it computes, the formula, the cost, and how it is written.
 *
 * @param how its loops go about it, in whole lines
 */
record ConvolutionJavadoc(KernelClass name, Kernel.Convolution kernel, ConvolutionGeometry geometry, String how) {

    /** Generated lines have at most 120 columns, of which a comment's text has these. */
    private static final int LONGEST_LINE = 116;

    /** How a direct convolution finds its weights, a line of {@code how}. */
    static final String PACKED = "Weights are packed [block of filters][u][v][c][filter of the block].\n";

    String text() {
        Op.Convolution op = kernel.op();
        StringBuilder text = new StringBuilder();
        String what = "%s: convolution of %s to %s, %s"
                .formatted(name.layers(), op.input(), op.output(), describe(op.window()));
        boolean fits = what.length() + activation().length() < LONGEST_LINE;
        text.append(what)
                .append(fits ? activation() : activation().replace(", then ", ",\nthen "))
                .append(".\n");
        text.append("\n<p>{@code y[k,i,j] = %s}\n".formatted(formula()));
        if (op.groups() > 1) {
            text.append(
                    "where c runs over the input channels of filter k's group, one of %d.\n".formatted(op.groups()));
        }
        if (!op.connections().isEmpty()) {
            text.append("where c runs over the input maps that filter k is connected to.\n");
        }
        text.append("\n<p>%s parameters, %s multiply-adds an image.\n"
                .formatted(Text.grouped(parameters()), Text.grouped(multiplyAdds())));
        text.append("x and y are channel-last%s.\n"
                .formatted(
                        op.window().padding().equals(Padding.NONE)
                                ? ""
                                : ", x inside a border of zeros that holds the padding"));
        if (geometry.merged() > 1) {
            text.append("Groups have few filters: %d are computed as one, with zeros between them.\n"
                    .formatted(geometry.merged()));
        }
        if (geometry.pixels() > 1) {
            text.append("To fill a vector, %d neighbouring pixels are computed as one pixel with %d filters,\n"
                    .formatted(geometry.pixels(), geometry.filters()));
            text.append("by a %dx%d kernel in which the kernel of each pixel stands %s further right.\n"
                    .formatted(
                            geometry.window().height(),
                            geometry.kernelWidth(),
                            Text.count(geometry.window().strideWidth(), "column")));
        }
        text.append(how);
        return text.toString();
    }

    /** {@code x[c,2i+u-1,2j+v-1]}. */
    static String inputTerm(Window window) {
        return "x[c,%s,%s]"
                .formatted(
                        index(
                                "i",
                                "u",
                                window.strideHeight(),
                                window.dilationHeight(),
                                window.padding().top()),
                        index(
                                "j",
                                "v",
                                window.strideWidth(),
                                window.dilationWidth(),
                                window.padding().left()));
    }

    private String formula() {
        String sum = "sum over c,u,v of w[k,c,u,v] * " + inputTerm(kernel.op().window());
        String linear = kernel.op().bias() ? "b[k] + " + sum : sum;
        return kernel.activation().kind() == ActivationKind.NONE ? linear : "f(" + linear + ")";
    }

    private String activation() {
        if (kernel.takesRectifier()) {
            return ", then f";
        }
        return kernel.activation().kind() == ActivationKind.NONE
                ? ""
                : ", then f(s) = " + ActivationCode.formula(kernel.activation(), "s");
    }

    /** {@code kernel 3x3, stride 2, padding 1}. */
    static String describe(Window window) {
        String text = "kernel %dx%d, stride %s"
                .formatted(window.height(), window.width(), pair(window.strideHeight(), window.strideWidth()));
        if (window.dilationHeight() > 1 || window.dilationWidth() > 1) {
            text += ", dilation " + pair(window.dilationHeight(), window.dilationWidth());
        }
        return text + ", " + padding(window.padding());
    }

    private static String padding(Padding padding) {
        if (padding.equals(Padding.NONE)) {
            return "no padding";
        }
        List<Integer> sides = List.of(padding.top(), padding.left(), padding.bottom(), padding.right());
        return sides.stream().distinct().count() == 1
                ? "padding " + padding.top()
                : "padding %d above, %d left, %d below, %d right"
                        .formatted(padding.top(), padding.left(), padding.bottom(), padding.right());
    }

    private static String pair(int vertical, int horizontal) {
        return vertical == horizontal ? Integer.toString(vertical) : vertical + "x" + horizontal;
    }

    private static String index(String position, String tap, int stride, int dilation, int padding) {
        return (stride == 1 ? "" : stride) + position + "+" + (dilation == 1 ? "" : dilation) + tap
                + (padding == 0 ? "" : "-" + padding);
    }

    private long parameters() {
        return weights() + (kernel.op().bias() ? kernel.op().output().channels() : 0);
    }

    private long weights() {
        Op.Convolution op = kernel.op();
        long maps = op.connections().isEmpty()
                ? (long) op.output().channels() * (op.input().channels() / op.groups())
                : op.connections().stream().mapToLong(List::size).sum();
        return maps * op.window().height() * op.window().width();
    }

    private long multiplyAdds() {
        Shape output = kernel.op().output();
        return weights() * output.height() * output.width();
    }
}
