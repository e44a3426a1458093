package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import java.util.List;

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
                .with("vectorValue", ActivationCode.vector(f, "v"))
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

    private static void vector(KernelSource source, Kernel.BatchNorm kernel) {
        ChannelBlocks.into(source);
        source.with("clear", ChannelBlocks.clear("yRow + width * channels"))
                .with(
                        "plainSums",
                        PixelSums.of(
                                List.of("sum"),
                                "int row = $xRow;\n",
                                "sum# = sum#.add(FloatVector.fromArray(LANES, x, row@));"))
                .with("squares", PixelSums.of(List.of("sum"), "int row = $xRow;\n", """
                        FloatVector d# = FloatVector.fromArray(LANES, x, row@).sub(m);
                        sum# = d#.fma(d#, sum#);"""))
                .override("sum", "float[] x, int xAt, float[] sums, int at", """
                        $upwards
                            sumOfBlock(x, xAt + c, sums, at + c);
                        }
                        """)
                .helper("sumOfBlock", "float[] x, int xAt, float[] sums, int at", "One block of channels.", """
                        $plainSums
                        sum.intoArray(sums, at);
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        $upwards
                            sumOfSquaresOfBlock(x, xAt + c, mean, c, sums, at + c);
                        }
                        """)
                .helper(
                        "sumOfSquaresOfBlock",
                        "float[] x, int xAt, float[] mean, int c, float[] sums, int at",
                        "One block of channels.",
                        """
                        FloatVector m = FloatVector.fromArray(LANES, mean, c);
                        $squares
                        sum.intoArray(sums, at);
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int yRow = $yRow;
                            $downwards
                                row(x, xRow + c, scale, shift, c, y, yRow + c);
                            }
                            $clear
                        }
                        """)
                .helper(
                        "row",
                        "float[] x, int xAt, float[] scale, float[] shift, int c, float[] y, int yAt",
                        "A row, one block of channels.",
                        """
                        FloatVector factor = FloatVector.fromArray(LANES, scale, c);
                        FloatVector offset = FloatVector.fromArray(LANES, shift, c);
                        for (int j = 0; j < width; j++) {
                            FloatVector v = FloatVector.fromArray(LANES, x, xAt + j * channels).fma(factor, offset);
                            $vectorValue.intoArray(y, yAt + j * channels);
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source, kernel.activation(), "height", "width * channels");
        source.with(
                        "gradientSums",
                        PixelSums.of(
                                List.of("scaleSum", "shiftSum"), "int row = $xRow;\nint gradients = $dyRow;\n", """
                        FloatVector g# = FloatVector.fromArray(LANES, dy, gradients@);
                        scaleSum# = FloatVector.fromArray(LANES, x, row@).sub(m).fma(g#, scaleSum#);
                        shiftSum# = shiftSum#.add(g#);"""))
                .override(
                        "backwardSums",
                        "float[] x, int xAt, float[] mean, float[] inverse, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        """
                        $upwards
                            gradientSumsOfBlock(x, xAt + c, mean, inverse, c, dy, dyAt + c, dScale, dShift, at + c);
                        }
                        """)
                .helper(
                        "gradientSumsOfBlock",
                        "float[] x, int xAt, float[] mean, float[] inverse, int c, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        "One block of channels.",
                        """
                        FloatVector m = FloatVector.fromArray(LANES, mean, c);
                        $gradientSums
                        scaleSum.mul(FloatVector.fromArray(LANES, inverse, c)).intoArray(dScale, at);
                        shiftSum.intoArray(dShift, at);
                        """)
                .override(
                        "backward",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, float[] dx, int dxAt",
                        """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            int dxRow = $dxRow;
                            $upwards
                                addRowGradient(x, xRow + c, dy, dyRow + c, a, b, d, c, dx, dxRow + c);
                            }
                        }
                        """)
                .helper(
                        "addRowGradient",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, int c, "
                                + "float[] dx, int dxAt",
                        "{@code dx += dy * a + x * b + d} for a row, one block of channels.",
                        """
                        $beyond
                        FloatVector ofDy = FloatVector.fromArray(LANES, a, c);
                        FloatVector ofX = FloatVector.fromArray(LANES, b, c);
                        FloatVector offset = FloatVector.fromArray(LANES, d, c);
                        for (int j = 0; j < width; j++) {
                            int at = j * channels;
                            FloatVector g = FloatVector.fromArray(LANES, x, xAt + at).fma(ofX, offset);
                            g = FloatVector.fromArray(LANES, dy, dyAt + at).fma(ofDy, g)$kept;
                            FloatVector.fromArray(LANES, dx, dxAt + at).add(g).intoArray(dx, dxAt + at);
                        }
                        """);
    }
}
