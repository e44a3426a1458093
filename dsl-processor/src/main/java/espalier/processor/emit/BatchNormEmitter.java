package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Batch normalisation: the sums over one image's pixels, and the scale and shift of each channel. */
final class BatchNormEmitter implements TextEmitter<Kernel.BatchNorm> {

    @Override
    public Sizes sizes(Kernel.BatchNorm kernel) {
        return Sizes.of(kernel.op().output()).layout("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.BatchNorm kernel, Dialect dialect) {
        ActivationFunction f = kernel.activation();
        String javadoc = """
                %s: batch normalisation (Ioffe and Szegedy 2015, algorithm 1).

                <p>{@code y[c,i,j] = %s},
                where the scale and the shift come from the statistics and the parameters.%s
                """.formatted(
                        name.layers(),
                        ActivationCode.formula(f, "(x[c,i,j] * scale[c] + shift[c])"),
                        ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "BatchNormKernel", javadoc, sizes(kernel))
                .with("xRow", "xAt + xOrigin + i * xRowPitch")
                .with("yRow", "yAt + yOrigin + i * yRowPitch")
                .with("dyRow", "dyAt + yOrigin + i * yRowPitch")
                .with("dxRow", "dxAt + xOrigin + i * xRowPitch")
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .override("channels", "channels")
                .override("valuesPerChannel", "height * width");
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.BatchNorm kernel) {
        source.override("sum", "float[] x, int xAt, float[] sums, int at", """
                        for (int c = 0; c < channels; c++) {
                            double sum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                for (int j = 0; j < width; j++) {
                                    sum += x[row + j * channels + c];
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        for (int c = 0; c < channels; c++) {
                            double sum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                for (int j = 0; j < width; j++) {
                                    float d = x[row + j * channels + c] - mean[c];
                                    sum += d * d;
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int from = $xRow + j * channels;
                                int to = $yRow + j * channels;
                                for (int c = 0; c < channels; c++) {
                                    float v = x[from + c] * scale[c] + shift[c];
                                    y[to + c] = $scalarValue;
                                }
                            }
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source, kernel.activation(), "height", "width * channels");
        source.override(
                        "backwardSums",
                        "float[] x, int xAt, float[] mean, float[] inverse, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        """
                        for (int c = 0; c < channels; c++) {
                            double scaleSum = 0;
                            double shiftSum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                int gradients = $dyRow;
                                for (int j = 0; j < width; j++) {
                                    float g = dy[gradients + j * channels + c];
                                    scaleSum += g * (x[row + j * channels + c] - mean[c]);
                                    shiftSum += g;
                                }
                            }
                            dScale[at + c] = (float) (scaleSum * inverse[c]);
                            dShift[at + c] = (float) shiftSum;
                        }
                        """)
                .override(
                        "backward",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, float[] dx, int dxAt",
                        """
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int value = $xRow + j * channels;
                                int from = $dyRow + j * channels;
                                int to = $dxRow + j * channels;
                                for (int c = 0; c < channels; c++) {
                                    dx[to + c] += dy[from + c] * a[c] + x[value + c] * b[c] + d[c];
                                }
                            }
                        }
                        """);
    }

    /** Sums are taken row by row, so that rounding errors stay small. */
    private static void vector(KernelSource source, Kernel.BatchNorm kernel) {
        ChannelBlocks.inFours(source);
        source.with("clear", ChannelBlocks.clear("yRow + width * channels"))
                .with("rows", ChannelBlocks.downwards("row", "x, xRow + c, scale, shift, c, y, yRow + c"))
                .with("rowSums", ChannelBlocks.upwards("addRow", "x, xRow + c, sums, at + c"))
                .with("rowSquares", ChannelBlocks.upwards("addSquaresOfRow", "x, xRow + c, mean, c, sums, at + c"))
                .override("sum", "float[] x, int xAt, float[] sums, int at", """
                        Arrays.fill(sums, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            $rowSums
                        }
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        Arrays.fill(sums, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            $rowSquares
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int yRow = $yRow;
                            $rows
                            $clear
                        }
                        """);
        ChannelBlocks.helpers(
                source,
                "addRow",
                "float[] x, int xAt, float[] sums, int at",
                "The sum of a row",
                "FloatVector sum# = FloatVector.zero(LANES);\n"
                        + ChannelBlocks.eachPixel("""
                        int from = xAt + j * channels;
                        sum# = sum#.add(FloatVector.fromArray(LANES, x, from@));
                        """)
                        + "sum#.add(FloatVector.fromArray(LANES, sums, at@)).intoArray(sums, at@);\n");
        ChannelBlocks.helpers(
                source,
                "addSquaresOfRow",
                "float[] x, int xAt, float[] mean, int c, float[] sums, int at",
                "The sum of a row's squared distances to the mean",
                """
                        FloatVector m# = FloatVector.fromArray(LANES, mean, c@);
                        FloatVector sum# = FloatVector.zero(LANES);
                        """
                        + ChannelBlocks.eachPixel("""
                        int from = xAt + j * channels;
                        FloatVector d# = FloatVector.fromArray(LANES, x, from@).sub(m#);
                        sum# = d#.fma(d#, sum#);
                        """)
                        + "sum#.add(FloatVector.fromArray(LANES, sums, at@)).intoArray(sums, at@);\n");
        ChannelBlocks.helpers(
                source,
                "row",
                "float[] x, int xAt, float[] scale, float[] shift, int c, float[] y, int yAt",
                "A row",
                """
                        FloatVector factor# = FloatVector.fromArray(LANES, scale, c@);
                        FloatVector offset# = FloatVector.fromArray(LANES, shift, c@);
                        for (int j = 0; j < width; j++) {
                            int from = xAt + j * channels;
                            int to = yAt + j * channels;
                            FloatVector v# = FloatVector.fromArray(LANES, x, from@).fma(factor#, offset#);
                            %s.intoArray(y, to@);
                        }
                        """.formatted(TypedText.of(ActivationCode.vector(kernel.activation(), "v#"))));
        if (kernel.backward()) {
            vectorBackward(source, kernel);
        }
    }

    private static void vectorBackward(KernelSource source, Kernel.BatchNorm kernel) {
        ActivationPass.backward(source, kernel.activation(), "height", "width * channels");
        source.with(
                        "rowGradients",
                        ChannelBlocks.upwards(
                                "addRowGradient", "x, xRow + c, dy, dyRow + c, a, b, d, c, dx, dxRow + c"))
                .with(
                        "sumsOfRow",
                        ChannelBlocks.upwards(
                                "addSumsOfRow", "x, xRow + c, mean, c, dy, dyRow + c, dScale, dShift, at + c"))
                .override(
                        "backwardSums",
                        "float[] x, int xAt, float[] mean, float[] inverse, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        """
                        Arrays.fill(dScale, at, at + paddedChannels(), 0f);
                        Arrays.fill(dShift, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            $sumsOfRow
                        }
                        for (int c = 0; c < channels; c++) {
                            dScale[at + c] *= inverse[c];
                        }
                        """)
                .override(
                        "backward",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, float[] dx, int dxAt",
                        """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            int dxRow = $dxRow;
                            $rowGradients
                        }
                        """);
        ChannelBlocks.helpers(
                source,
                "addSumsOfRow",
                "float[] x, int xAt, float[] mean, int c, float[] dy, int dyAt, float[] dScale, float[] dShift, int at",
                "The sums of a row, the scale's without the factor {@code inverse}",
                """
                        FloatVector m# = FloatVector.fromArray(LANES, mean, c@);
                        FloatVector scaleSum# = FloatVector.zero(LANES);
                        FloatVector shiftSum# = FloatVector.zero(LANES);
                        """ + ChannelBlocks.eachPixel("""
                        int value = xAt + j * channels;
                        int from = dyAt + j * channels;
                        FloatVector g# = FloatVector.fromArray(LANES, dy, from@);
                        FloatVector d# = FloatVector.fromArray(LANES, x, value@).sub(m#);
                        scaleSum# = d#.fma(g#, scaleSum#);
                        shiftSum# = shiftSum#.add(g#);
                        """) + """
                        scaleSum#.add(FloatVector.fromArray(LANES, dScale, at@)).intoArray(dScale, at@);
                        shiftSum#.add(FloatVector.fromArray(LANES, dShift, at@)).intoArray(dShift, at@);
                        """);
        ChannelBlocks.helpers(
                source,
                "addRowGradient",
                "float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, int c, float[] dx, int dxAt",
                "{@code dx += dy * a + x * b + d} for a row",
                """
                        $beyond
                        FloatVector ofDy# = FloatVector.fromArray(LANES, a, c@);
                        FloatVector ofX# = FloatVector.fromArray(LANES, b, c@);
                        FloatVector offset# = FloatVector.fromArray(LANES, d, c@);
                        for (int j = 0; j < width; j++) {
                            int value = xAt + j * channels;
                            int from = dyAt + j * channels;
                            int to = dxAt + j * channels;
                            FloatVector g# = FloatVector.fromArray(LANES, x, value@).fma(ofX#, offset#);
                            g# = FloatVector.fromArray(LANES, dy, from@).fma(ofDy#, g#)$kept;
                            FloatVector.fromArray(LANES, dx, to@).add(g#).intoArray(dx, to@);
                        }
                        """);
    }
}
