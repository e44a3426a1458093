package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Enlarging a map by whole factors: each value repeated, or the weighted mean of the four around each place. */
final class UpsampleEmitter implements TextEmitter<Kernel.Upsample> {

    private static final String BACKWARD =
            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt";

    @Override
    public Sizes sizes(Kernel.Upsample kernel) {
        return Sizes.of(kernel.op().input()).layout("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Upsample kernel, Dialect dialect) {
        Op.Upsample op = kernel.op();
        boolean isNearest = op.mode() == Op.UpsampleMode.NEAREST;
        String formula = isNearest
                ? "{@code y[c,i,j] = x[c, i / %d, j / %d]}".formatted(op.factorHeight(), op.factorWidth())
                : """
                {@code y[c,i,j] = sum of x over the two rows and two columns around}
                {@code (i + 1/2) / %d - 1/2} and {@code (j + 1/2) / %d - 1/2}, each weighted by its nearness;
                beyond the edge the outermost row and column count for both.""".formatted(op.factorHeight(), op.factorWidth());
        String javadoc = """
                %s: %s upsampling, %d times as high and %d times as wide.

                <p>%s
                """.formatted(
                name.layers(), isNearest ? "nearest" : "bilinear", op.factorHeight(), op.factorWidth(), formula);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("outHeight", KernelSource.times("height", op.factorHeight()))
                .with("outWidth", KernelSource.times("width", op.factorWidth()))
                .with("factorH", op.factorHeight())
                .with("factorW", op.factorWidth())
                .with("xPixel", "xOrigin + i * xRowPitch + j * channels")
                .with("yPixel", "yOrigin + i * yRowPitch + j * channels")
                .with(
                        "clear",
                        dialect == Dialect.VECTOR
                                ? ChannelBlocks.clear("yAt + yOrigin + i * yRowPitch + $outWidth * channels")
                                : "");
        ChannelBlocks.into(source);
        if (isNearest) {
            nearest(source, kernel);
        } else {
            bilinear(source, kernel);
        }
        return source;
    }

    private static void nearest(KernelSource source, Kernel.Upsample kernel) {
        int down = kernel.op().factorHeight();
        int across = kernel.op().factorWidth();
        String rows = KernelSource.times("i", down);
        String columns = KernelSource.times("j", across);
        source.with("yRow", "yOrigin + %s * yRowPitch".formatted(rows))
                .with("yColumn", "(%s + v) * channels".formatted(columns))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            int row = yAt + $yRow;
                            for (int j = 0; j < width; j++) {
                                for (int v = 0; v < $factorW; v++) {
                                    System.arraycopy(x, xAt + $xPixel, y, row + $yColumn, channels);
                                }
                            }
                            for (int u = 1; u < $factorH; u++) {
                                System.arraycopy(y, row, y, row + u * yRowPitch, $outWidth * channels);
                            }
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        WindowCells copies = new WindowCells(down, across, "yRowPitch");
        source.with("dyCell", "$yRow + %s * channels".formatted(columns))
                .with("scalarSum", copies.each("sum += dy[from@ + c];"))
                .with("vectorSum", copies.each("sum = sum.add(FloatVector.fromArray(LANES, dy, from@));"));
        if (source.isVector()) {
            source.override("backward", BACKWARD, """
                            for (int i = 0; i < height; i++) {
                                $upwards
                                    addRowGradient(i, dy, dyAt + c, c, dx, dxAt + c);
                                }
                            }
                            """)
                    .helper(
                            "addRowGradient",
                            "int i, float[] dy, int dyAt, int c, float[] dx, int dxAt",
                            "Each value of input row i takes the gradients of its copies, one block of channels.",
                            """
                            $beyond
                            for (int j = 0; j < width; j++) {
                                int from = dyAt + $dyCell;
                                int to = dxAt + $xPixel;
                                FloatVector sum = FloatVector.zero(LANES);
                                $vectorSum
                                FloatVector.fromArray(LANES, dx, to).add(sum$kept).intoArray(dx, to);
                            }
                            """);
        } else {
            source.override("backward", BACKWARD, """
                    for (int i = 0; i < height; i++) {
                        for (int j = 0; j < width; j++) {
                            int from = dyAt + $dyCell;
                            int to = dxAt + $xPixel;
                            for (int c = 0; c < channels; c++) {
                                float sum = 0;
                                $scalarSum
                                dx[to + c] += sum;
                            }
                        }
                    }
                    """);
        }
    }

    /** Places and weights are counted in half steps of the output, so that they are exact. */
    private static void bilinear(KernelSource source, Kernel.Upsample kernel) {
        source.with("xTop", "xOrigin + top * xRowPitch")
                .with("xBottom", "xOrigin + bottom * xRowPitch")
                .with("left", "left * channels")
                .with("right", "right * channels")
                .with(
                        "rowsBeside",
                        beside("i", "above", "top", "bottom", "low", kernel.op().factorHeight(), "height"))
                .with(
                        "columnsBeside",
                        beside(
                                "j",
                                "before",
                                "left",
                                "right",
                                "late",
                                kernel.op().factorWidth(),
                                "width"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < $outHeight; i++) {
                            $rowsBeside
                            row(i, x, xAt + $xTop, xAt + $xBottom, low, y, yAt);
                            $clear
                        }
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int topAt, int bottomAt, float low, float[] y, int yAt",
                        "Output row i, between two rows of the input; {@code low} is the lower one's weight.",
                        """
                        for (int j = 0; j < $outWidth; j++) {
                            $columnsBeside
                            blend(x, topAt + $left, topAt + $right, bottomAt + $left, bottomAt + $right, low, late,
                                    y, yAt + $yPixel);
                        }
                        """)
                .helper(
                        "blend",
                        "float[] x, int a, int b, int c, int d, float low, float late, float[] y, int yAt",
                        "One pixel from the four around it: a and b above, c and d below.",
                        source.isVector() ? """
                        for (int t = 0; t < channels; t += LANES.length()) {
                            FloatVector above = FloatVector.fromArray(LANES, x, a + t).mul(1 - late);
                            above = FloatVector.fromArray(LANES, x, b + t).mul(late).add(above);
                            FloatVector below = FloatVector.fromArray(LANES, x, c + t).mul(1 - late);
                            below = FloatVector.fromArray(LANES, x, d + t).mul(late).add(below);
                            above.mul(1 - low).add(below.mul(low)).intoArray(y, yAt + t);
                        }
                        """ : """
                        for (int t = 0; t < channels; t++) {
                            float above = x[a + t] * (1 - late) + x[b + t] * late;
                            float below = x[c + t] * (1 - late) + x[d + t] * late;
                            y[yAt + t] = above * (1 - low) + below * low;
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        source.override("backward", BACKWARD, """
                        for (int i = 0; i < $outHeight; i++) {
                            $rowsBeside
                            addRowGradient(i, dy, dyAt, low, dx, dxAt + $xTop, dxAt + $xBottom);
                        }
                        """)
                .helper(
                        "addRowGradient",
                        "int i, float[] dy, int dyAt, float low, float[] dx, int topAt, int bottomAt",
                        "What output row i adds to the two rows of the input around it.",
                        """
                        for (int j = 0; j < $outWidth; j++) {
                            $columnsBeside
                            int from = dyAt + $yPixel;
                            add(dy, from, (1 - low) * (1 - late), dx, topAt + $left);
                            add(dy, from, (1 - low) * late, dx, topAt + $right);
                            add(dy, from, low * (1 - late), dx, bottomAt + $left);
                            add(dy, from, low * late, dx, bottomAt + $right);
                        }
                        """)
                .helper(
                        "add",
                        "float[] dy, int dyAt, float share, float[] dx, int dxAt",
                        "{@code dx += share * dy} for one pixel.",
                        source.isVector() ? """
                        $upwards
                            $beyond
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + c).mul(share)$kept;
                            FloatVector.fromArray(LANES, dx, dxAt + c).add(g).intoArray(dx, dxAt + c);
                        }
                        """ : """
                        for (int c = 0; c < channels; c++) {
                            dx[dxAt + c] += share * dy[dyAt + c];
                        }
                        """);
    }

    /** Statements that find the two positions beside an output position, and the weight of the second. */
    private static String beside(
            String position, String exact, String first, String second, String weight, int factor, String size) {
        String twice = "2 * " + position + (factor == 1 ? "" : " - " + (factor - 1));
        int halves = 2 * factor;
        return """
                int %2$s = %6$s; // in parts of 1/%7$d of the input's step
                int %3$s = Math.max(Math.floorDiv(%2$s, %7$d), 0);
                int %4$s = Math.min(Math.floorDiv(%2$s, %7$d) + 1, %8$s - 1);
                float %5$s = Math.floorMod(%2$s, %7$d) * (1f / %7$d);
                """.formatted(position, exact, first, second, weight, twice, halves, size);
    }
}
