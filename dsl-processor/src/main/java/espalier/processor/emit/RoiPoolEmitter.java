package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Maximum pooling of one region of a map into a fixed number of bins. */
final class RoiPoolEmitter implements TextEmitter<Kernel.RoiPool> {

    @Override
    public KernelSource write(KernelClass name, Kernel.RoiPool kernel, Dialect dialect) {
        Op.RoiPool op = kernel.op();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = op.input().channels();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        PoolCode bins = new MaxPoolCode(
                new WindowCells(op.input().height(), op.input().width(), x.rowPitch(), channels), dialect);
        String javadoc = """
                %s: pooling of regions of %s to %s (Girshick 2015, section 2.1).

                <p>{@code y[c,i,j] = maximum over the cells of bin i, j of the region, x[c]},
                where a region of n rows, counted in cells, has in bin i its rows
                {@code floor(i * n / %d)} up to {@code ceil((i + 1) * n / %d)}, columns alike, as far as the map reaches.
                An empty bin is zero.

                <p>%s%s
                """.formatted(
                        name.layers(),
                        op.input(),
                        op.output(),
                        op.output().height(),
                        op.output().height(),
                        bins.note(),
                        blocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "RegionKernel", javadoc)
                .with("H", op.input().height())
                .with("W", op.input().width())
                .with("outH", op.output().height())
                .with("outW", op.output().width())
                .with("scale", op.scale())
                .with("cell", KernelSource.place(x.origin(), "firstRow", x.rowPitch(), "firstColumn", channels))
                .with("pixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels))
                .with("channelsOf", channelsOf(dialect))
                .with("region", """
                        int left = RegionKernel.cell(boxes[boxAt], $scale);
                        int top = RegionKernel.cell(boxes[boxAt + 1], $scale);
                        int width = Math.max(RegionKernel.cell(boxes[boxAt + 2], $scale) - left + 1, 1);
                        int height = Math.max(RegionKernel.cell(boxes[boxAt + 3], $scale) - top + 1, 1);
                        """)
                .with("rowsOfBin", """
                        int firstRow = RegionKernel.binBegin(top, height, i, $outH, $H);
                        int rows = RegionKernel.binEnd(top, height, i, $outH, $H) - firstRow;
                        """)
                .with("columnsOfBin", """
                        int firstColumn = RegionKernel.binBegin(left, width, j, $outW, $W);
                        int columns = RegionKernel.binEnd(left, width, j, $outW, $W) - firstColumn;
                        """);
        blocks.into(source, y);
        forward(source, bins);
        if (kernel.backward()) {
            backward(source, bins, blocks);
        }
        return source;
    }

    private static String channelsOf(Dialect dialect) {
        return dialect == Dialect.VECTOR ? "one block of channels" : "all channels";
    }

    private static void forward(KernelSource source, PoolCode bins) {
        source.with("row", source.isVector() ? """
                        for (int c = LAST_BLOCK; c >= 0; c -= LANES.length()) {
                            row(i, x, xAt + c, firstRow, rows, left, width, y, yAt + c);
                        }
                        $clearRowEnd
                        """ : """
                        row(i, x, xAt, firstRow, rows, left, width, y, yAt);
                        """)
                .with(
                        "empty",
                        source.isVector()
                                ? "FloatVector.zero(LANES).intoArray(y, yAt + pixel);"
                                : "Arrays.fill(y, yAt + pixel, yAt + pixel + $C, 0f);")
                .override("forward", "float[] x, int xAt, float[] boxes, int boxAt, float[] y, int yAt", """
                        $region
                        for (int i = 0; i < $outH; i++) {
                            $rowsOfBin
                            $row
                        }
                        $clearEnd
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, int firstRow, int rows, int left, int width, float[] y, int yAt",
                        "The bins of output row i, $channelsOf.",
                        """
                        for (int j = 0; j < $outW; j++) {
                            $columnsOfBin
                            int pixel = $pixel;
                            if (rows > 0 && columns > 0) {
                                bin(x, xAt + $cell, rows, columns, y, yAt + pixel);
                            } else {
                                $empty
                            }
                        }
                        """)
                .helper(
                        "bin",
                        "float[] x, int xAt, int rows, int columns, float[] y, int yAt",
                        "A bin of {@code rows} by {@code columns} cells.",
                        bins.forwardOfClipped());
    }

    private static void backward(KernelSource source, PoolCode bins, ChannelBlocks blocks) {
        boolean needsBlock = source.isVector() && !blocks.areFull();
        source.with("c", needsBlock ? ", c" : "")
                .with("cParameter", needsBlock ? ", int c" : "")
                .with("rowGradient", source.isVector() ? """
                        for (int c = 0; c < $C; c += LANES.length()) {
                            rowGradient(i, x, xAt + c, firstRow, rows, left, width, y, yAt + c,
                                    dy, dyAt + c, dx, dxAt + c$c);
                        }
                        """ : """
                        rowGradient(i, x, xAt, firstRow, rows, left, width, y, yAt, dy, dyAt, dx, dxAt);
                        """)
                .override(
                        "backward",
                        "float[] x, int xAt, float[] boxes, int boxAt, float[] y, int yAt, float[] dy, int dyAt, "
                                + "float[] dx, int dxAt",
                        """
                        $region
                        for (int i = 0; i < $outH; i++) {
                            $rowsOfBin
                            $rowGradient
                        }
                        """)
                .helper(
                        "rowGradient",
                        "int i, float[] x, int xAt, int firstRow, int rows, int left, int width, float[] y, int yAt, "
                                + "float[] dy, int dyAt, float[] dx, int dxAt$cParameter",
                        "The gradients of the bins of output row i, $channelsOf.",
                        """
                        for (int j = 0; j < $outW; j++) {
                            $columnsOfBin
                            int pixel = $pixel;
                            if (rows > 0 && columns > 0) {
                                int cell = $cell;
                                binGradient(rows, columns, x, xAt + cell, y, yAt + pixel, dy, dyAt + pixel,
                                        dx, dxAt + cell$c);
                            }
                        }
                        """)
                .helper(
                        "binGradient",
                        "int rows, int columns, float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, "
                                + "float[] dx, int dxAt$cParameter",
                        bins.gradientComment(),
                        bins.backwardOfClipped());
    }
}
