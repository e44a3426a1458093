package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** LeNet-5's subsampling: each window's sum, times a weight, plus a bias, a map. */
final class SubsampleEmitter implements TextEmitter<Kernel.Subsample> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Subsample kernel, Dialect dialect) {
        Op.Subsample op = kernel.op();
        Layout x = kernel.x();
        Layout y = kernel.y();
        ActivationFunction f = kernel.activation();
        int channels = op.input().channels();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        WindowCells cells = new WindowCells(op.windowHeight(), op.windowWidth(), x.rowPitch(), channels);
        String sum = "(w[c] * sum over u,v of x[c, %s + u, %s + v] + b[c])"
                .formatted(KernelSource.times("i", op.windowHeight()), KernelSource.times("j", op.windowWidth()));
        String javadoc = """
                %s: subsampling of %s to %s with a weight and a bias a map (LeCun et al. 1998, section II.B).

                <p>{@code y[c,i,j] = %s}%s
                """.formatted(
                        name.layers(), op.input(), op.output(), ActivationCode.formula(f, sum), blocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "SubsampleKernel", javadoc)
                .with("outH", op.output().height())
                .with("outW", op.output().width())
                .with(
                        "cell",
                        KernelSource.place(
                                x.origin(), "i", op.windowHeight() * x.rowPitch(), "j", op.windowWidth() * channels))
                .with("pixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels))
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .with("vectorValue", ActivationCode.vector(f, "v"))
                .with("scalarSum", cells.each("sum += x[cell@ + c];"))
                .with("vectorSum", cells.each("sum = sum.add(FloatVector.fromArray(LANES, x, cell@));"))
                .with("scalarAdd", cells.each("dx[cell@ + c] += g;"))
                .with("vectorAdd", cells.each("FloatVector.fromArray(LANES, dx, cell@).add(g).intoArray(dx, cell@);"))
                .override("channels", channels);
        blocks.into(source, y);
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.Subsample kernel) {
        source.override("forward", "float[] x, int xAt, float[] w, float[] b, float[] y, int yAt", """
                for (int i = 0; i < $outH; i++) {
                    for (int j = 0; j < $outW; j++) {
                        int cell = xAt + $cell;
                        int pixel = yAt + $pixel;
                        for (int c = 0; c < $C; c++) {
                            float sum = 0;
                            $scalarSum
                            float v = w[c] * sum + b[c];
                            y[pixel + c] = $scalarValue;
                        }
                    }
                }
                """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source.type(), source.dialect(), kernel.activation(), kernel.y());
        source.override("backwardWeights", "float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db", """
                        for (int i = 0; i < $outH; i++) {
                            for (int j = 0; j < $outW; j++) {
                                int cell = xAt + $cell;
                                int pixel = dyAt + $pixel;
                                for (int c = 0; c < $C; c++) {
                                    float sum = 0;
                                    $scalarSum
                                    dw[c] += dy[pixel + c] * sum;
                                    db[c] += dy[pixel + c];
                                }
                            }
                        }
                        """)
                .override("backwardInput", "float[] dy, int dyAt, float[] w, float[] dx, int dxAt", """
                        for (int i = 0; i < $outH; i++) {
                            for (int j = 0; j < $outW; j++) {
                                int cell = dxAt + $cell;
                                int pixel = dyAt + $pixel;
                                for (int c = 0; c < $C; c++) {
                                    float g = dy[pixel + c] * w[c];
                                    $scalarAdd
                                }
                            }
                        }
                        """);
    }

    private static void vector(KernelSource source, Kernel.Subsample kernel) {
        source.override("forward", "float[] x, int xAt, float[] w, float[] b, float[] y, int yAt", """
                        for (int i = 0; i < $outH; i++) {
                            for (int c = LAST_BLOCK; c >= 0; c -= LANES.length()) {
                                row(i, x, xAt + c, w, b, c, y, yAt + c);
                            }
                            $clearRowEnd
                        }
                        $clearEnd
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, float[] w, float[] b, int c, float[] y, int yAt",
                        "Output row i, one block of channels.",
                        """
                        FloatVector weight = FloatVector.fromArray(LANES, w, c);
                        FloatVector bias = FloatVector.fromArray(LANES, b, c);
                        for (int j = 0; j < $outW; j++) {
                            int cell = xAt + $cell;
                            FloatVector sum = FloatVector.zero(LANES);
                            $vectorSum
                            FloatVector v = weight.fma(sum, bias);
                            $vectorValue.intoArray(y, yAt + $pixel);
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source.type(), source.dialect(), kernel.activation(), kernel.y());
        source.override("backwardWeights", "float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db", """
                        for (int i = 0; i < $outH; i++) {
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addWeightGradient(i, x, xAt + c, dy, dyAt + c, dw, db, c);
                            }
                        }
                        """)
                .helper(
                        "addWeightGradient",
                        "int i, float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, int c",
                        "{@code dw += dy * sum of the window} and {@code db += dy} over output row i, one block of channels.",
                        """
                        FloatVector weight = FloatVector.fromArray(LANES, dw, c);
                        FloatVector bias = FloatVector.fromArray(LANES, db, c);
                        for (int j = 0; j < $outW; j++) {
                            int cell = xAt + $cell;
                            FloatVector sum = FloatVector.zero(LANES);
                            $vectorSum
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + $pixel);
                            weight = g.fma(sum, weight);
                            bias = bias.add(g);
                        }
                        weight.intoArray(dw, c);
                        bias.intoArray(db, c);
                        """)
                .override("backwardInput", "float[] dy, int dyAt, float[] w, float[] dx, int dxAt", """
                        for (int i = 0; i < $outH; i++) {
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addInputGradient(i, dy, dyAt + c, w, c, dx, dxAt + c);
                            }
                        }
                        """)
                .helper(
                        "addInputGradient",
                        "int i, float[] dy, int dyAt, float[] w, int c, float[] dx, int dxAt",
                        "{@code dx += dy * w} for each cell of the windows of output row i, one block of channels.",
                        """
                        $beyond
                        FloatVector weight = FloatVector.fromArray(LANES, w, c);
                        for (int j = 0; j < $outW; j++) {
                            int cell = dxAt + $cell;
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + $pixel).mul(weight)$kept;
                            $vectorAdd
                        }
                        """);
    }
}
