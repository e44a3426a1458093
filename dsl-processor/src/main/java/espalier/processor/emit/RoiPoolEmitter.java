package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Maximum pooling of one region of a map into a fixed number of bins. */
final class RoiPoolEmitter implements TextEmitter<Kernel.RoiPool> {

    @Override
    public Sizes sizes(Kernel.RoiPool kernel) {
        return Sizes.of(kernel.op().input())
                .with("outHeight", kernel.op().output().height(), "rows of bins")
                .with("outWidth", kernel.op().output().width(), "columns of bins")
                .layout("x", kernel.x())
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.RoiPool kernel, Dialect dialect) {
        Op.RoiPool op = kernel.op();
        // Bins differ in size, so that none is written out.
        PoolCode bins = new MaxPoolCode(new WindowCells(0, 0, "xRowPitch"), dialect);
        String javadoc = """
                %s: pooling of regions of a map (Girshick 2015, section 2.1).

                <p>{@code y[c,i,j] = maximum over the cells of bin i, j of the region, x[c]},
                where a region of n rows, counted in cells, has in bin i its rows {@code floor(i * n / outHeight)} up to
                {@code ceil((i + 1) * n / outHeight)}, columns alike, as far as the map reaches. An empty bin is zero.

                <p>%s%s
                """.formatted(name.layers(), bins.note(), ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "RegionKernel", javadoc, sizes(kernel))
                .with("scale", op.scale())
                .with("cell", "xOrigin + firstRow * xRowPitch + firstColumn * channels")
                .with("pixel", "yOrigin + i * yRowPitch + j * channels")
                .with(
                        "clear",
                        dialect == Dialect.VECTOR
                                ? ChannelBlocks.clear("yAt + yOrigin + i * yRowPitch + outWidth * channels")
                                : "")
                .with("region", """
                        int left = RegionKernel.cell(boxes[boxAt], $scale);
                        int top = RegionKernel.cell(boxes[boxAt + 1], $scale);
                        int across = Math.max(RegionKernel.cell(boxes[boxAt + 2], $scale) - left + 1, 1);
                        int down = Math.max(RegionKernel.cell(boxes[boxAt + 3], $scale) - top + 1, 1);
                        """)
                .with("rowsOfBin", """
                        int firstRow = RegionKernel.binBegin(top, down, i, outHeight, height);
                        int rows = RegionKernel.binEnd(top, down, i, outHeight, height) - firstRow;
                        """)
                .with("columnsOfBin", """
                        int firstColumn = RegionKernel.binBegin(left, across, j, outWidth, width);
                        int columns = RegionKernel.binEnd(left, across, j, outWidth, width) - firstColumn;
                        """);
        ChannelBlocks.into(source);
        forward(source, bins);
        if (kernel.backward()) {
            backward(source, bins);
        }
        return source;
    }

    private static void forward(KernelSource source, PoolCode bins) {
        source.override("forward", "float[] x, int xAt, float[] boxes, int boxAt, float[] y, int yAt", """
                        $region
                        for (int i = 0; i < outHeight; i++) {
                            $rowsOfBin
                            row(i, x, xAt, firstRow, rows, left, across, y, yAt);
                            $clear
                        }
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, int firstRow, int rows, int left, int across, float[] y, int yAt",
                        "The bins of output row i.",
                        """
                        for (int j = 0; j < outWidth; j++) {
                            $columnsOfBin
                            int pixel = $pixel;
                            if (rows > 0 && columns > 0) {
                                bin(x, xAt + $cell, rows, columns, y, yAt + pixel);
                            } else {
                                Arrays.fill(y, yAt + pixel, yAt + pixel + channels, 0f);
                            }
                        }
                        """)
                .helper(
                        "bin",
                        "float[] x, int xAt, int rows, int columns, float[] y, int yAt",
                        "A bin of {@code rows} by {@code columns} cells.",
                        bins.forwardOfClipped());
    }

    private static void backward(KernelSource source, PoolCode bins) {
        source.override(
                        "backward",
                        "float[] x, int xAt, float[] boxes, int boxAt, float[] y, int yAt, float[] dy, int dyAt, "
                                + "float[] dx, int dxAt",
                        """
                        $region
                        for (int i = 0; i < outHeight; i++) {
                            $rowsOfBin
                            rowGradient(i, x, xAt, firstRow, rows, left, across, y, yAt, dy, dyAt, dx, dxAt);
                        }
                        """)
                .helper(
                        "rowGradient",
                        "int i, float[] x, int xAt, int firstRow, int rows, int left, int across, float[] y, int yAt, "
                                + "float[] dy, int dyAt, float[] dx, int dxAt",
                        "The gradients of the bins of output row i.",
                        """
                        for (int j = 0; j < outWidth; j++) {
                            $columnsOfBin
                            int pixel = $pixel;
                            if (rows > 0 && columns > 0) {
                                int cell = $cell;
                                binGradient(rows, columns, x, xAt + cell, y, yAt + pixel, dy, dyAt + pixel,
                                        dx, dxAt + cell);
                            }
                        }
                        """)
                .helper(
                        "binGradient",
                        "int rows, int columns, float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, "
                                + "float[] dx, int dxAt",
                        bins.gradientComment(),
                        bins.backwardOfClipped());
    }
}
