package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Kernels that only change the order of values, between a layout (pixel by pixel) and C,H,W (channel by channel): import
 * of the input, export of the output, flatten. Both dialects are plain loops: a vector gathered from places apart is no
 * faster than as many loads.
 */
final class ChannelOrderEmitters {

    private ChannelOrderEmitters() {}

    /** From a caller's array into a layout. */
    static final class Import implements TextEmitter<Kernel.Import> {
        @Override
        public Sizes sizes(Kernel.Import kernel) {
            return Sizes.of(kernel.shape()).layout("y", kernel.y());
        }

        @Override
        public KernelSource write(KernelClass name, Kernel.Import kernel, Dialect dialect) {
            KernelSource source = begin(name, dialect, "ImportKernel", "takes values in", sizes(kernel))
                    .override("parts", "height")
                    .override("forward", "float[] chw, int chwAt, float[] y, int yAt, int from, int to", """
                            for (int i = from; i < to; i++) {
                                int row = yAt + yOrigin + i * yRowPitch;
                                if (channels == 1) {
                                    System.arraycopy(chw, chwAt + i * width, y, row, width);
                                    continue;
                                }
                                for (int c = 0; c < channels; c++) {
                                    for (int j = 0; j < width; j++) {
                                        y[row + j * channels + c] = chw[$place];
                                    }
                                }
                            }
                            """);
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] dy, int dyAt, float[] chw, int chwAt",
                        inOrder("chw[$place] = dy[" + pixel("dyAt", "y") + "];"));
            }
            return source;
        }
    }

    /** From a layout into a caller's array. */
    static final class Export implements TextEmitter<Kernel.Export> {
        @Override
        public Sizes sizes(Kernel.Export kernel) {
            return Sizes.of(kernel.shape()).layout("x", kernel.x());
        }

        @Override
        public KernelSource write(KernelClass name, Kernel.Export kernel, Dialect dialect) {
            KernelSource source = begin(name, dialect, "ExportKernel", "hands values out", sizes(kernel))
                    .override(
                            "forward",
                            "float[] x, int xAt, float[] chw, int chwAt",
                            inOrder("chw[$place] = x[" + pixel("xAt", "x") + "];"));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] chw, int chwAt, float[] dx, int dxAt",
                        inOrder("dx[" + pixel("dxAt", "x") + "] += chw[$place];"));
            }
            return source;
        }
    }

    /** From a layout into a vector. */
    static final class Flatten implements TextEmitter<Kernel.Flatten> {
        @Override
        public Sizes sizes(Kernel.Flatten kernel) {
            return Sizes.of(kernel.op().input())
                    .layout("x", kernel.x())
                    .with("yOrigin", kernel.y().origin(), "where the first value stands in an image of y");
        }

        @Override
        public KernelSource write(KernelClass name, Kernel.Flatten kernel, Dialect dialect) {
            KernelSource source = begin(name, dialect, "MapKernel", "flattens a map", sizes(kernel))
                    .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                            int chwAt = yAt + yOrigin;
                            %s""".formatted(
                                    inOrder("y[$place] = x[" + pixel("xAt", "x") + "];")));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        int chwAt = dyAt + yOrigin;
                        %s""".formatted(inOrder("dx[" + pixel("dxAt", "x") + "] += dy[$place];")));
            }
            return source;
        }
    }

    private static KernelSource begin(
            KernelClass name, Dialect dialect, String kernelInterface, String verb, Sizes sizes) {
        String javadoc = """
                %s: %s, between pixel by pixel and channel by channel.

                <p>{@code chw[(c * height + i) * width + j]} is channel c, row i, column j.
                """.formatted(name.layers(), verb);
        return KernelSource.of(name, dialect, kernelInterface, javadoc, sizes)
                .with("place", "chwAt + (c * height + i) * width + j");
    }

    /** A statement for each value, in ascending order of chw. */
    private static String inOrder(String statement) {
        return """
                for (int c = 0; c < channels; c++) {
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < width; j++) {
                            %s
                        }
                    }
                }
                """.formatted(statement);
    }

    private static String pixel(String image, String layout) {
        return "%1$s + %2$sOrigin + i * %2$sRowPitch + j * channels + c".formatted(image, layout);
    }
}
