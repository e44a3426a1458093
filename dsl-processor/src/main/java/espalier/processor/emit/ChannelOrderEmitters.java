package espalier.processor.emit;

import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/**
 * Kernels that only change the order of values, between a layout (pixel by pixel) and C,H,W (channel by channel): import
 * of the input, export of the output, flatten. Both dialects are plain loops: a vector gathered from places apart is no
 * faster than as many loads.
 */
final class ChannelOrderEmitters {

    private static final String ORDER = "{@code chw[(c * %d + i) * %d + j]} is channel c, row i, column j.";

    private ChannelOrderEmitters() {}

    /** From a caller's array into a layout. */
    static final class Import implements TextEmitter<Kernel.Import> {
        @Override
        public KernelSource write(KernelClass name, Kernel.Import kernel, Dialect dialect) {
            KernelSource source = begin(name, dialect, "ImportKernel", "takes in", kernel.shape())
                    .override(
                            "forward",
                            "float[] chw, int chwAt, float[] y, int yAt",
                            fromChannels(kernel.shape(), kernel.y(), "y", "="));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] dy, int dyAt, float[] chw, int chwAt",
                        toChannels(kernel.shape(), kernel.y(), "dy", "="));
            }
            return source;
        }
    }

    /** From a layout into a caller's array. */
    static final class Export implements TextEmitter<Kernel.Export> {
        @Override
        public KernelSource write(KernelClass name, Kernel.Export kernel, Dialect dialect) {
            KernelSource source = begin(name, dialect, "ExportKernel", "hands out", kernel.shape())
                    .override(
                            "forward",
                            "float[] x, int xAt, float[] chw, int chwAt",
                            toChannels(kernel.shape(), kernel.x(), "x", "="));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] chw, int chwAt, float[] dx, int dxAt",
                        fromChannels(kernel.shape(), kernel.x(), "dx", "+="));
            }
            return source;
        }
    }

    /** From a layout into a vector. */
    static final class Flatten implements TextEmitter<Kernel.Flatten> {
        @Override
        public KernelSource write(KernelClass name, Kernel.Flatten kernel, Dialect dialect) {
            Shape shape = kernel.op().input();
            int first = kernel.y().origin();
            KernelSource source = begin(name, dialect, "MapKernel", "flattens", shape)
                    .override(
                            "forward",
                            "float[] x, int xAt, float[] y, int yAt",
                            "int chwAt = " + KernelSource.at("yAt", first) + ";\n"
                                    + toChannels(shape, kernel.x(), "x", "=").replace("chw[", "y["));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        "int chwAt = " + KernelSource.at("dyAt", first) + ";\n"
                                + fromChannels(shape, kernel.x(), "dx", "+=").replace("chw[", "dy["));
            }
            return source;
        }
    }

    private static KernelSource begin(
            KernelClass name, Dialect dialect, String kernelInterface, String verb, Shape shape) {
        String javadoc = "%s: %s %s values, between pixel by pixel and channel by channel.\n\n<p>%s\n"
                .formatted(name.layers(), verb, shape, ORDER.formatted(shape.height(), shape.width()));
        return KernelSource.of(name, dialect, kernelInterface, javadoc);
    }

    /** {@code chw = array}, in ascending order of chw. */
    private static String toChannels(Shape shape, Layout layout, String array, String assignment) {
        return loops(shape, "chw[%s] %s %s[%s];".formatted(place(shape), assignment, array, pixel(layout, array)));
    }

    /** {@code array = chw} or {@code array += chw}, in ascending order of chw. */
    private static String fromChannels(Shape shape, Layout layout, String array, String assignment) {
        return loops(shape, "%s[%s] %s chw[%s];".formatted(array, pixel(layout, array), assignment, place(shape)));
    }

    private static String loops(Shape shape, String statement) {
        return """
                for (int c = 0; c < %d; c++) {
                    for (int i = 0; i < %d; i++) {
                        for (int j = 0; j < %d; j++) {
                            %s
                        }
                    }
                }
                """.formatted(shape.channels(), shape.height(), shape.width(), statement);
    }

    private static String place(Shape shape) {
        int width = shape.width();
        return KernelSource.at("chwAt", 0, "c", shape.height() * width, "i", width, "j", 1);
    }

    private static String pixel(Layout layout, String array) {
        int channels = layout.shape().channels();
        return KernelSource.at(array + "At", layout.origin(), "i", layout.rowPitch(), "j", channels, "c", 1);
    }
}
