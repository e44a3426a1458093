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
                                        y[row + j * channels + c] = chw[chwAt + (c * height + i) * width + j];
                                    }
                                }
                            }
                            """);
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] dy, int dyAt, float[] chw, int chwAt",
                        pixelByPixel("chw[place] = dy[pixel + c];", "dyAt + yOrigin", "yRowPitch"));
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
                            pixelByPixel("chw[place] = x[pixel + c];", "xAt + xOrigin", "xRowPitch"));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] chw, int chwAt, float[] dx, int dxAt",
                        pixelByPixel("dx[pixel + c] += chw[place];", "dxAt + xOrigin", "xRowPitch"));
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
                                    pixelByPixel("y[place] = x[pixel + c];", "xAt + xOrigin", "xRowPitch")));
            if (kernel.backward()) {
                source.override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        int chwAt = dyAt + yOrigin;
                        %s""".formatted(pixelByPixel("dx[pixel + c] += dy[place];", "dxAt + xOrigin", "xRowPitch")));
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
        return KernelSource.of(name, dialect, kernelInterface, javadoc, sizes);
    }

    /**
     * A statement for each value: {@code pixel} is where it stands in the layout. Channels, of which there are many where maps are
     * small, are the inner loop.
     */
    private static String pixelByPixel(String statement, String origin, String rowPitch) {
        return """
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        int pixel = %s + i * %s + j * channels;
                        int place = chwAt + i * width + j;
                        for (int c = 0; c < channels; c++) {
                            %s
                            place += height * width;
                        }
                    }
                }
                """.formatted(origin, rowPitch, statement);
    }
}
