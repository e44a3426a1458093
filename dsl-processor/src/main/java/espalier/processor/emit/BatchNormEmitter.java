package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;

/** Batch normalisation: the sums over one image's pixels, and the scale and shift of each channel. */
final class BatchNormEmitter implements TextEmitter<Kernel.BatchNorm> {

    @Override
    public KernelSource write(KernelClass name, Kernel.BatchNorm kernel, Dialect dialect) {
        Shape shape = kernel.op().output();
        Layout x = kernel.x();
        Layout y = kernel.y();
        ActivationFunction f = kernel.activation();
        int channels = shape.channels();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        String javadoc = """
                %s: batch normalisation of %s (Ioffe and Szegedy 2015, algorithm 1).

                <p>{@code y[c,i,j] = %s},
                where the scale and the shift come from the statistics and the parameters.%s
                """.formatted(
                        name.layers(),
                        shape,
                        ActivationCode.formula(f, "(x[c,i,j] * scale[c] + shift[c])"),
                        blocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "BatchNormKernel", javadoc)
                .with("H", shape.height())
                .with("W", shape.width())
                .with("xPixel", KernelSource.place(x.origin(), "i", x.rowPitch(), "j", channels))
                .with("yPixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels))
                .with("xRow", KernelSource.at("xAt", x.origin(), "i", x.rowPitch()))
                .with("dyRow", KernelSource.at("dyAt", y.origin(), "i", y.rowPitch()))
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .with("vectorValue", ActivationCode.vector(f, "v"))
                .override("channels", channels)
                .override("valuesPerChannel", shape.height() * shape.width());
        blocks.into(source, y);
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.BatchNorm kernel) {
        source.override("sum", "float[] x, int xAt, float[] sums, int at", """
                        for (int c = 0; c < $C; c++) {
                            double sum = 0;
                            for (int i = 0; i < $H; i++) {
                                for (int j = 0; j < $W; j++) {
                                    sum += x[xAt + $xPixel + c];
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        for (int c = 0; c < $C; c++) {
                            double sum = 0;
                            for (int i = 0; i < $H; i++) {
                                for (int j = 0; j < $W; j++) {
                                    float d = x[xAt + $xPixel + c] - mean[c];
                                    sum += d * d;
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int from = xAt + $xPixel;
                                int to = yAt + $yPixel;
                                for (int c = 0; c < $C; c++) {
                                    float v = x[from + c] * scale[c] + shift[c];
                                    y[to + c] = $scalarValue;
                                }
                            }
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source.type(), source.dialect(), kernel.activation(), kernel.y());
        source.override(
                        "backwardSums",
                        "float[] x, int xAt, float[] mean, float[] inverse, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        """
                        for (int c = 0; c < $C; c++) {
                            double scaleSum = 0;
                            double shiftSum = 0;
                            for (int i = 0; i < $H; i++) {
                                for (int j = 0; j < $W; j++) {
                                    float g = dy[dyAt + $yPixel + c];
                                    scaleSum += g * (x[xAt + $xPixel + c] - mean[c]);
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
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int value = xAt + $xPixel;
                                int from = dyAt + $yPixel;
                                int to = dxAt + $xPixel;
                                for (int c = 0; c < $C; c++) {
                                    dx[to + c] += dy[from + c] * a[c] + x[value + c] * b[c] + d[c];
                                }
                            }
                        }
                        """);
    }

    private static void vector(KernelSource source, Kernel.BatchNorm kernel) {
        Shape shape = kernel.op().output();
        PixelSums pixels = new PixelSums(shape.height(), shape.width(), shape.channels());
        source.with(
                        "plainSums",
                        pixels.of(
                                List.of("sum"),
                                "int row = $xRow;\n",
                                "sum# = sum#.add(FloatVector.fromArray(LANES, x, row@));"))
                .with("squares", pixels.of(List.of("sum"), "int row = $xRow;\n", """
                        FloatVector d~ = FloatVector.fromArray(LANES, x, row@).sub(m);
                        sum# = d~.fma(d~, sum#);"""))
                .override("sum", "float[] x, int xAt, float[] sums, int at", """
                        for (int c = 0; c < $C; c += LANES.length()) {
                            sumOfBlock(x, xAt + c, sums, at + c);
                        }
                        """)
                .helper("sumOfBlock", "float[] x, int xAt, float[] sums, int at", "One block of channels.", """
                        $plainSums
                        sum.intoArray(sums, at);
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        for (int c = 0; c < $C; c += LANES.length()) {
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
                        for (int i = 0; i < $H; i++) {
                            for (int c = LAST_BLOCK; c >= 0; c -= LANES.length()) {
                                row(i, x, xAt + c, scale, shift, c, y, yAt + c);
                            }
                            $clearRowEnd
                        }
                        $clearEnd
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, float[] scale, float[] shift, int c, float[] y, int yAt",
                        "Row i, one block of channels.",
                        """
                        FloatVector factor = FloatVector.fromArray(LANES, scale, c);
                        FloatVector offset = FloatVector.fromArray(LANES, shift, c);
                        for (int j = 0; j < $W; j++) {
                            FloatVector v = FloatVector.fromArray(LANES, x, xAt + $xPixel).fma(factor, offset);
                            $vectorValue.intoArray(y, yAt + $yPixel);
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source.type(), source.dialect(), kernel.activation(), kernel.y());
        source.with(
                        "gradientSums",
                        pixels.of(List.of("scaleSum", "shiftSum"), "int row = $xRow;\nint gradients = $dyRow;\n", """
                        FloatVector g~ = FloatVector.fromArray(LANES, dy, gradients@);
                        scaleSum# = FloatVector.fromArray(LANES, x, row@).sub(m).fma(g~, scaleSum#);
                        shiftSum# = shiftSum#.add(g~);"""))
                .override(
                        "backwardSums",
                        "float[] x, int xAt, float[] mean, float[] inverse, float[] dy, int dyAt, float[] dScale, "
                                + "float[] dShift, int at",
                        """
                        for (int c = 0; c < $C; c += LANES.length()) {
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
                        for (int i = 0; i < $H; i++) {
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addRowGradient(i, x, xAt + c, dy, dyAt + c, a, b, d, c, dx, dxAt + c);
                            }
                        }
                        """)
                .helper(
                        "addRowGradient",
                        "int i, float[] x, int xAt, float[] dy, int dyAt, float[] a, float[] b, float[] d, int c, "
                                + "float[] dx, int dxAt",
                        "{@code dx += dy * a + x * b + d} for row i, one block of channels.",
                        """
                        $beyond
                        FloatVector ofDy = FloatVector.fromArray(LANES, a, c);
                        FloatVector ofX = FloatVector.fromArray(LANES, b, c);
                        FloatVector offset = FloatVector.fromArray(LANES, d, c);
                        for (int j = 0; j < $W; j++) {
                            FloatVector g = FloatVector.fromArray(LANES, x, xAt + $xPixel).fma(ofX, offset);
                            g = FloatVector.fromArray(LANES, dy, dyAt + $yPixel).fma(ofDy, g)$kept;
                            int to = dxAt + $xPixel;
                            FloatVector.fromArray(LANES, dx, to).add(g).intoArray(dx, to);
                        }
                        """);
    }
}
