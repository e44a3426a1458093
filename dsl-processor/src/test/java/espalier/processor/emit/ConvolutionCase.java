package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import java.util.List;

/** One convolution to test, written by name; what is not set is a 3x3 kernel of stride 1 without anything else. */
record ConvolutionCase(
        Shape input,
        int filters,
        Window window,
        int groups,
        boolean bias,
        List<List<Integer>> connections,
        ActivationFunction activation,
        Padding widerBorder,
        Padding yBorder) {

    static ConvolutionCase of(int channels, int height, int width, int filters) {
        return new ConvolutionCase(
                Shape.map(channels, height, width),
                filters,
                new Window(3, 3, 1, 1, 1, 1, Padding.NONE),
                1,
                true,
                List.of(),
                ActivationFunction.NONE,
                Padding.NONE,
                Padding.NONE);
    }

    ConvolutionCase kernel(int height, int width) {
        return window(new Window(
                height,
                width,
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                window.padding()));
    }

    ConvolutionCase stride(int height, int width) {
        return window(new Window(
                window.height(),
                window.width(),
                height,
                width,
                window.dilationHeight(),
                window.dilationWidth(),
                window.padding()));
    }

    ConvolutionCase dilation(int height, int width) {
        return window(new Window(
                window.height(),
                window.width(),
                window.strideHeight(),
                window.strideWidth(),
                height,
                width,
                window.padding()));
    }

    ConvolutionCase padding(int top, int left, int bottom, int right) {
        return window(new Window(
                window.height(),
                window.width(),
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                new Padding(top, left, bottom, right)));
    }

    ConvolutionCase window(Window changed) {
        return new ConvolutionCase(
                input, filters, changed, groups, bias, connections, activation, widerBorder, yBorder);
    }

    ConvolutionCase groups(int changed) {
        return new ConvolutionCase(
                input, filters, window, changed, bias, connections, activation, widerBorder, yBorder);
    }

    ConvolutionCase withoutBias() {
        return new ConvolutionCase(
                input, filters, window, groups, false, connections, activation, widerBorder, yBorder);
    }

    ConvolutionCase connections(List<List<Integer>> changed) {
        return new ConvolutionCase(input, filters, window, groups, bias, changed, activation, widerBorder, yBorder);
    }

    ConvolutionCase activation(ActivationFunction changed) {
        return new ConvolutionCase(input, filters, window, groups, bias, connections, changed, widerBorder, yBorder);
    }

    /** A border of x beyond the padding, as another reader of x would ask for. */
    ConvolutionCase widerBorder(int top, int left, int bottom, int right) {
        return new ConvolutionCase(
                input,
                filters,
                window,
                groups,
                bias,
                connections,
                activation,
                new Padding(top, left, bottom, right),
                yBorder);
    }

    ConvolutionCase yBorder(int top, int left, int bottom, int right) {
        return new ConvolutionCase(
                input,
                filters,
                window,
                groups,
                bias,
                connections,
                activation,
                widerBorder,
                new Padding(top, left, bottom, right));
    }

    Shape output() {
        Padding padding = window.padding();
        return Shape.map(
                filters,
                (input.height() + padding.vertical() - window.reachHeight()) / window.strideHeight() + 1,
                (input.width() + padding.horizontal() - window.reachWidth()) / window.strideWidth() + 1);
    }

    long multiplyAdds() {
        long taps = (long) window.height() * window.width() * input.channels() / groups;
        return taps * output().size();
    }

    Op.Convolution op() {
        return new Op.Convolution(input, output(), window, groups, bias, connections, false);
    }

    Kernel.Convolution toKernel(boolean backward) {
        Padding padding = window.padding();
        Padding xBorder = new Padding(
                padding.top() + widerBorder.top(),
                padding.left() + widerBorder.left(),
                padding.bottom() + widerBorder.bottom(),
                padding.right() + widerBorder.right());
        return new Kernel.Convolution(
                op(), activation, new Layout(input, xBorder), new Layout(output(), yBorder), backward);
    }
}
